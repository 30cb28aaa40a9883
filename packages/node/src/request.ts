import { ERRORS, type ErrorBody, type ErrorCode } from "@cossistant/protocol";
import { SupportError } from "./support-error.ts";

/** What the client needs of the world; tests bring their own. */
export type World = {
	fetch: typeof fetch;
	/** Resolves after so many milliseconds. */
	wait: (milliseconds: number) => Promise<void>;
};

export type Call = { method: string; path: string; body?: unknown };

/** Makes one call and answers its JSON. */
export type Send = (call: Call) => Promise<unknown>;

const TRIES = 3;
const TIMEOUT_MS = 30_000;
/** Whoever has to wait longer is told so instead. */
const LONGEST_WAIT_SECONDS = 10;

/**
 * Sends calls with the key, and again when no answer came or the service asks for a moment: every id is the sender's,
 * so the same call twice is one.
 */
export function createSend(
	{ url, apiKey }: { url: string; apiKey: string },
	{ fetch, wait }: World,
): Send {
	async function sendOnce({ method, path, body }: Call): Promise<unknown> {
		const response = await fetch(`${url.replace(/\/+$/, "")}/functions/v1/api${path}`, {
			method,
			headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
			signal: AbortSignal.timeout(TIMEOUT_MS),
			...(body !== undefined && { body: JSON.stringify(body) }),
		}).catch((cause: unknown) => {
			throw new SupportError("unavailable", "The service can't be reached.", { status: 0, cause });
		});
		const answer: unknown = await response.json().catch(() => null);
		if (response.ok && answer !== null) return answer;
		throw toError(response.status, answer);
	}

	return async (call) => {
		for (let attempt = 1; ; attempt += 1) {
			try {
				return await sendOnce(call);
			} catch (error) {
				const seconds = error instanceof SupportError ? pauseAfter(error, attempt) : null;
				if (seconds === null || attempt === TRIES) throw error;
				await wait(seconds * 1_000);
			}
		}
	};
}

/** How long to wait before another try makes sense; null when none does. */
function pauseAfter({ code, status, retryAfterSeconds }: SupportError, attempt: number) {
	if (code === "rate_limited") {
		const seconds = retryAfterSeconds ?? 1;
		return seconds <= LONGEST_WAIT_SECONDS ? seconds : null;
	}
	return status === 0 || status >= 500 ? 0.25 * 2 ** attempt : null;
}

function toError(status: number, answer: unknown): SupportError {
	const { code, message, hint, retryAfterSeconds }: Partial<ErrorBody> = Object(answer);
	if (code !== undefined && code in ERRORS) {
		return new SupportError(code, message ?? ERRORS[code][1], { status, hint, retryAfterSeconds });
	}
	const fallback: ErrorCode = status === 0 || status > 501 ? "unavailable" : "internal";
	return new SupportError(fallback, `The service answered ${status} without a code.`, { status });
}
