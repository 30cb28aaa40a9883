import type { IncomingMessage } from "node:http";
import type { Project } from "../project.ts";
import { TokenError } from "../tokens/token-error.ts";
import type { Token } from "../tokens/verifier.ts";
import { type Vsn, vsnOf } from "../wire/message.ts";

/** What a client showed when it came. */
export type Shown = { vsn: Vsn; token: Token; headers: Record<string, string> };

export type Refusal = { status: number; error: string };

/** Lets a client in, or says why not. */
export async function shakeHands(
	project: Project,
	request: IncomingMessage,
): Promise<Shown | Refusal> {
	const { searchParams } = new URL(request.url ?? "/", "http://localhost");
	const vsn = vsnOf(searchParams.get("vsn"));
	if (!vsn) return { status: 403, error: "The requested protocol version is not supported" };
	const headers = rememberedHeaders(request);
	const key = headers["x-api-key"] ?? searchParams.get("apikey");
	if (!key) return { status: 401, error: "API key is missing" };
	try {
		const token = await project.verify(key);
		return overLimit(project) ?? { vsn, token, headers };
	} catch (error) {
		if (error instanceof TokenError) return { status: 401, error: wordsOf(error) };
		project.log(`A handshake failed: ${error}`);
		return { status: 500, error: "Error connecting to Realtime" };
	}
}

function wordsOf({ kind, message }: TokenError): string {
	return kind === "expired" ? "Token has expired" : message;
}

function overLimit({ users, limits, usage }: Project): Refusal | undefined {
	if (users.size >= limits.maxConcurrentUsers) {
		return { status: 429, error: "Too many connected users" };
	}
	if (usage.tooManyJoins()) return { status: 429, error: "Too many joins per second" };
	return undefined;
}

function rememberedHeaders({ headers }: IncomingMessage): Record<string, string> {
	const remembered: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers)) {
		if (name.startsWith("x-") && value !== undefined) remembered[name] = String(value);
	}
	return remembered;
}
