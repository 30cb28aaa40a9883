export type DatabaseErrorKind = "unavailable" | "missing-partition" | "canceled" | "refused";

/** What went wrong in the database, as far as a channel cares. */
export class DatabaseError extends Error {
	override readonly name = "DatabaseError";
	readonly kind: DatabaseErrorKind;

	constructor(kind: DatabaseErrorKind, message: string) {
		super(message);
		this.kind = kind;
	}
}

/** Sorts an error of the driver into what a channel cares about. */
export function databaseError(error: unknown): DatabaseError {
	const { code, message = String(error) } = error as { code?: string; message?: string };
	if (code === undefined || /^(CONNECTION_|CONNECT_|E[A-Z]+$|57P|08|53300)/.test(code)) {
		return new DatabaseError("unavailable", message);
	}
	if (code === "57014") return new DatabaseError("canceled", message);
	if (code === "23514" && message.startsWith("no partition of relation")) {
		return new DatabaseError("missing-partition", message);
	}
	return new DatabaseError("refused", message);
}
