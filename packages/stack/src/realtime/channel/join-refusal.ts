import { DatabaseError } from "../database/database-error.ts";
import { JoinError } from "../join-error.ts";
import { TokenError } from "../tokens/token-error.ts";

/** The code and sentence with which a join is refused, whatever went wrong. */
export function joinRefusal(error: unknown): JoinError {
	if (error instanceof JoinError) return error;
	if (error instanceof TokenError) return new JoinError(TOKEN_CODES[error.kind], error.message);
	if (error instanceof DatabaseError) return databaseRefusal(error);
	return new JoinError(undefined, "Unknown Error on Channel");
}

const TOKEN_CODES: Record<TokenError["kind"], string> = {
	expired: "InvalidJWTToken",
	"missing-claims": "InvalidJWTToken",
	malformed: "MalformedJWT",
	signature: "JwtSignatureError",
	signer: "JwtSignerError",
};

function databaseRefusal({ kind, message }: DatabaseError): JoinError {
	if (kind === "canceled") return new JoinError("QueryCanceled", message);
	if (kind === "missing-partition") {
		return new JoinError(
			"MissingPartition",
			"Realtime was unable to find the expected messages partition",
		);
	}
	const code = kind === "unavailable" ? "UnableToConnectToProject" : undefined;
	return new JoinError(code, "Realtime was unable to connect to the project database");
}
