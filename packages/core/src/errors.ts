import type { ErrorCode } from "@cossistant/protocol";
import type { SupportErrorShape } from "./client-types.ts";

/** The one error of the client: `code` is stable, `message` is a sentence for a person. */
export class SupportError extends Error implements SupportErrorShape {
	override readonly name = "SupportError";
	readonly code: ErrorCode;
	readonly status: number;
	readonly retryAfterSeconds: number | null;

	constructor(
		code: ErrorCode,
		message: string,
		{
			status = 0,
			retryAfterSeconds = null,
		}: { status?: number; retryAfterSeconds?: number | null } = {},
	) {
		super(message);
		this.code = code;
		this.status = status;
		this.retryAfterSeconds = retryAfterSeconds;
	}
}

/** No answer came: the network, the server or the time allowed ran out. */
export function unavailable(): SupportError {
	return new SupportError("unavailable", "The service can't be reached. Trying again by itself.");
}

/** What was asked for one visitor is answered when another, or nobody, sits here. */
export function visitorGone(): SupportError {
	return new SupportError("session_expired", "This visitor has signed out.");
}

/** Whatever was thrown, as the one error. */
export function toSupportError(thrown: unknown): SupportError {
	if (thrown instanceof SupportError) return thrown;
	return new SupportError("internal", thrown instanceof Error ? thrown.message : String(thrown));
}

/** Whether the same request may succeed later without anybody changing anything. */
export function isTransient({ code, status }: SupportErrorShape): boolean {
	return code === "unavailable" || status === 408 || status === 429 || status >= 500;
}

/** Whether no answer came at all, which is what being offline looks like. */
export function isUnreachable({ code, status }: SupportErrorShape): boolean {
	return code === "unavailable" && status === 0;
}

/** Reads an answer that is not ok: PostgREST's, an edge function's, a gateway's, or nothing legible. */
export async function errorFromAnswer(response: Response, now: number): Promise<SupportError> {
	const { status, headers } = response;
	const body = await response.json().then(asBody, () => ({}) as Body);
	return new SupportError(codeOf(body, status), sentenceOf(body), {
		status,
		retryAfterSeconds: retryAfter(body, headers.get("retry-after"), now),
	});
}

type Body = { [field in "code" | "message" | "details" | "hint" | "retryAfterSeconds"]?: unknown };

function asBody(json: unknown): Body {
	return typeof json === "object" && json !== null ? json : {};
}

/** The database raises `PTnnn` with the code as message. */
function isRaised({ code }: Body): boolean {
	return /^PT\d{3}$/.test(String(code));
}

function codeOf(body: Body, status: number): ErrorCode {
	if (isRaised(body)) return body.message as ErrorCode;
	// Edge functions answer one of our codes; a gateway answers a number or capitals.
	if (/^[a-z_]+$/.test(String(body.code ?? ""))) return body.code as ErrorCode;
	// PostgREST answers 401 when role anon lacks a privilege: a new token would not help.
	if (body.code === "42501" || status === 403) return "not_allowed";
	if (status === 401) return "session_expired";
	if (status === 429) return "rate_limited";
	if (status === 408 || (status > 501 && status < 505)) return "unavailable";
	return status >= 500 ? "internal" : "invalid_request";
}

function sentenceOf(body: Body): string {
	const sentences = isRaised(body) ? [body.details, body.hint] : [body.message];
	// `details` may carry data for programs instead of a sentence.
	const sentence = sentences.find((text) => typeof text === "string" && !text.startsWith("{"));
	return (sentence as string | undefined) || "Something went wrong. Try again in a moment.";
}

function retryAfter(body: Body, header: string | null, now: number): number | null {
	const told =
		body.retryAfterSeconds ?? /"retryAfterSeconds":\s*(\d+)/.exec(`${body.details}`)?.[1];
	const seconds = Number(told ?? header ?? Number.NaN);
	if (seconds >= 0) return seconds;
	const moment = Date.parse(header ?? "");
	return moment > now ? Math.ceil((moment - now) / 1000) : null;
}
