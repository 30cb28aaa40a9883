import { ERRORS, type ErrorCode } from "@cossistant/protocol";
import { Refusal } from "./refusal.ts";

/** Calls a function of the database's public schema by name. */
export type Rpc = (name: string, args: Record<string, unknown>) => Promise<unknown>;

type Project = { url: string; secretKey: string; fetch: typeof fetch };

const TIMEOUT_MS = 10_000;

/** Calls functions as `service_role`. What the database raises by code comes out as a `Refusal` of that code. */
export function createRpc({ url, secretKey, fetch }: Project): Rpc {
	const headers = {
		"content-type": "application/json",
		apikey: secretKey,
		// A key of the new kind is no token; one of the old kind is, and has to be sent as one too.
		...(!secretKey.startsWith("sb_") && { authorization: `Bearer ${secretKey}` }),
	};
	return async (name, args) => {
		const response = await fetch(`${url}/rest/v1/rpc/${name}`, {
			method: "POST",
			headers,
			body: JSON.stringify(args),
			signal: AbortSignal.timeout(TIMEOUT_MS),
		}).catch((cause) => {
			throw new Refusal("unavailable", { cause });
		});
		if (!response.ok)
			throw failureOf(name, { status: response.status, text: await response.text() });
		// A function that returns nothing answers nothing.
		return response.status === 204 ? null : response.json();
	};
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
