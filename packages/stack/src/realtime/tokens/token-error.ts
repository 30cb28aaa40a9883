export type TokenErrorKind = "malformed" | "signature" | "signer" | "missing-claims" | "expired";

/** Why a token was refused, in the platform's words. */
export class TokenError extends Error {
	override readonly name = "TokenError";
	readonly kind: TokenErrorKind;

	constructor(kind: TokenErrorKind, message: string) {
		super(message);
		this.kind = kind;
	}
}

export function tokenError(kind: TokenErrorKind, message: string): TokenError {
	return new TokenError(kind, message);
}
