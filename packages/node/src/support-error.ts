import type { ErrorCode } from "@cossistant/protocol";

type Details = {
	status: number;
	hint?: string | undefined;
	retryAfterSeconds?: number | undefined;
	cause?: unknown;
};

/** A call that was refused or did not arrive: `code` is one of the protocol's, `status` 0 when there was no answer. */
export class SupportError extends Error {
	override readonly name = "SupportError";
	readonly code: ErrorCode;
	readonly status: number;
	readonly hint: string | undefined;
	readonly retryAfterSeconds: number | undefined;

	constructor(
		code: ErrorCode,
		message: string,
		{ status, hint, retryAfterSeconds, cause }: Details,
	) {
		super(message, { cause });
		this.code = code;
		this.status = status;
		this.hint = hint;
		this.retryAfterSeconds = retryAfterSeconds;
	}
}
