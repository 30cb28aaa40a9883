import { ERRORS, type ErrorBody, type ErrorCode } from "@cossistant/protocol";

type Details = {
	/** Says more than the code's own sentence. */
	message?: string | undefined;
	hint?: string | undefined;
	retryAfterSeconds?: number | undefined;
	/** What lies behind it: for the log, never for the caller. */
	cause?: unknown;
};

/** Ends a request with a code of the protocol; everything but `cause` is told to the caller. */
export class Refusal extends Error {
	override readonly name = "Refusal";
	readonly code: ErrorCode;
	readonly status: number;
	readonly hint: string | undefined;
	readonly retryAfterSeconds: number | undefined;

	constructor(code: ErrorCode, { message, hint, retryAfterSeconds, cause }: Details = {}) {
		const [status, sentence] = ERRORS[code];
		super(message ?? sentence, { cause });
		this.code = code;
		this.status = status;
		this.hint = hint;
		this.retryAfterSeconds = retryAfterSeconds;
	}
}

/** Whatever was thrown, as a refusal: what nobody foresaw is `internal`, and the caller learns no more than that. */
export function toRefusal(thrown: unknown): Refusal {
	return thrown instanceof Refusal ? thrown : new Refusal("internal", { cause: thrown });
}

/** What the caller reads of a refusal. */
export function bodyOf({ code, message, hint, retryAfterSeconds }: Refusal): ErrorBody {
	return {
		code,
		message,
		...(hint !== undefined && { hint }),
		...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
	};
}
