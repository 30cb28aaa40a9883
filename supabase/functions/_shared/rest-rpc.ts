import { ERRORS, type ErrorCode } from "@cossistant/protocol";
import { keyHeaders } from "./key-headers.ts";
import { Refusal } from "./refusal.ts";

/** Calls a function of the database's public schema by name. */
export type Rpc = (name: string, args: Record<string, unknown>) => Promise<unknown>;

type Project = { url: string; fetch: typeof fetch };

const TIMEOUT_MS = 10_000;

/** Calls functions as `service_role`. What the database raises by code comes out as a `Refusal` of that code. */
export function createRpc({ secretKey, ...project }: Project & { secretKey: string }): Rpc {
	return async (name, args) => {
		const response = await post(name, { args, headers: keyHeaders(secretKey), ...project });
		return answerOf(name, response);
	};
}

/** Calls functions as whoever sent a request, with the token they sent; nobody without one. */
export function createCallersRpc({
	publishableKey,
	authorization,
	...project
}: Project & { publishableKey: string; authorization: string | null }): Rpc {
	const headers = {
		...keyHeaders(publishableKey),
		...(authorization !== null && { authorization }),
	};
	return async (name, args) => {
		const response = await post(name, { args, headers, ...project });
		// A token that does not hold is the caller's to renew.
		if (response.status === 401) {
			const text = await response.text();
			const failure = failureOf(name, { status: 401, text });
			throw failure instanceof Refusal
				? failure
				: new Refusal("session_expired", { cause: failure });
		}
		return answerOf(name, response);
	};
}

type Call = Project & { args: Record<string, unknown>; headers: Record<string, string> };

function post(name: string, { url, fetch, args, headers }: Call): Promise<Response> {
	return fetch(`${url}/rest/v1/rpc/${name}`, {
		method: "POST",
		headers: { "content-type": "application/json", ...headers },
		body: JSON.stringify(args),
		signal: AbortSignal.timeout(TIMEOUT_MS),
	}).catch((cause) => {
		throw new Refusal("unavailable", { cause });
	});
}

async function answerOf(name: string, response: Response): Promise<unknown> {
	if (!response.ok) throw failureOf(name, { status: response.status, text: await response.text() });
	// A function that returns nothing answers nothing.
	return response.status === 204 ? null : response.json();
}

type DatabaseError = { [field in "code" | "message" | "details" | "hint"]?: string | null };

function failureOf(name: string, { status, text }: { status: number; text: string }): Error {
	const error = parse(text);
	if (/^PT\d{3}$/.test(error.code ?? "") && (error.message ?? "") in ERRORS) return raised(error);
	const cause = new Error(
		`The database function ${name} answered ${status}: ${text.slice(0, 500)}`,
	);
	// Class 22, data exception: a value that passed as JSON but not as data.
	if (error.code?.startsWith("22")) return new Refusal("invalid_request", { cause });
	return status > 501 && status < 505 ? new Refusal("unavailable", { cause }) : cause;
}

function raised({ message, details, hint }: DatabaseError): Refusal {
	const facts = parse<{ retryAfterSeconds?: number }>(details ?? "");
	return new Refusal(message as ErrorCode, {
		message: details?.startsWith("{") ? undefined : (details ?? undefined),
		hint: hint ?? undefined,
		retryAfterSeconds: facts.retryAfterSeconds,
	});
}

function parse<Fields = DatabaseError>(text: string): Partial<Fields> {
	try {
		return Object(JSON.parse(text));
	} catch {
		return {};
	}
}
