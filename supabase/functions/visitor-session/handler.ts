import { visitorSessionRequest } from "@cossistant/protocol/schemas";
import { answerJson } from "../_shared/answer-json.ts";
import { Refusal } from "../_shared/refusal.ts";
import type { Database } from "./database.ts";
import { openSession } from "./open-session.ts";
import type { SigningKey } from "./signing-key.ts";

/** The world of this function; tests bring their own. */
export type Deps = {
	database: Database;
	signingKey: SigningKey;
	publishableKey: string;
	/** Whether the platform in front is Supabase's own, which tells callers' addresses its own way. */
	isHosted: boolean;
	now: () => Date;
	randomBytes: (length: number) => Uint8Array;
	/** Hears of every failure that is not the caller's. */
	report: (failure: unknown) => void;
};

/** The longest request that makes sense: an identity token, a page and metadata leave room to spare. */
const MAX_BYTES = 64 * 1024;

/** Answers a page that asks who its visitor is: with a token, the website's face and the visitor. */
export function handle(request: Request, deps: Deps): Promise<Response> {
	return answerJson(request, {
		maxBytes: MAX_BYTES,
		report: deps.report,
		work: (json) => openSession(parse(json), { headers: request.headers, deps }),
	});
}

function parse(json: unknown) {
	const parsed = visitorSessionRequest.safeParse(json);
	if (parsed.success) return parsed.data;
	const hint = parsed.error.issues
		.slice(0, 3)
		.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
		.join("; ");
	throw new Refusal("invalid_request", { hint });
}
