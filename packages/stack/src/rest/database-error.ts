type DatabaseError = Error & { code: string; detail?: string; hint?: string; severity: string };

/** Whether Postgres itself said no. */
export function isDatabaseError(thrown: unknown): thrown is DatabaseError {
	return (
		thrown instanceof Error &&
		"severity" in thrown &&
		"code" in thrown &&
		typeof thrown.code === "string" &&
		/^[0-9A-Z]{5}$/.test(thrown.code)
	);
}

// PostgREST's table, the longest prefix wins: https://docs.postgrest.org/en/stable/references/errors.html
const STATUS_BY_PREFIX: Record<string, number> = {
	"08": 503,
	"09": 500,
	"0L": 403,
	"0P": 403,
	"23503": 409,
	"23505": 409,
	"25": 500,
	"25006": 405,
	"28": 403,
	"2D": 500,
	"38": 500,
	"39": 500,
	"3B": 500,
	"40": 500,
	"42883": 404,
	"42P01": 404,
	"42P17": 500,
	"53": 503,
	"53400": 500,
	"54": 500,
	"55": 500,
	"57": 500,
	"57P01": 503,
	"57P02": 503,
	"57P03": 503,
	"58": 500,
	F0: 500,
	HV: 500,
	P0: 500,
	P0001: 400,
	XX: 500,
};

/** The HTTP status PostgREST gives to an error of the database. */
export function statusOfSqlState(code: string, role: string): number {
	const chosen = /^PT([2-5]\d\d)$/.exec(code)?.[1];
	if (chosen !== undefined) return Number(chosen);
	if (code === "42501") return role === "anon" ? 401 : 403;
	return STATUS_BY_PREFIX[code] ?? STATUS_BY_PREFIX[code.slice(0, 2)] ?? 400;
}

/** The catalog could not be read, so nothing is known of tables and functions. */
export class CatalogUnread extends Error {}

/** The answer PostgREST gives to an error of the database or of the way to it; nothing for any other error. */
export function databaseErrorResponse(error: unknown, role: string): Response | undefined {
	if (error instanceof CatalogUnread) return unreachable("PGRST002", CATALOG_UNREAD);
	if (isConnectionError(error)) return unreachable("PGRST001", CONNECTION_LOST, error.message);
	if (!isDatabaseError(error)) return undefined;
	const status = statusOfSqlState(error.code, role);
	const { code, message, detail = null, hint = null } = error;
	return Response.json(
		{ code, details: detail, hint, message },
		{
			status,
			headers: {
				"content-type": "application/json; charset=utf-8",
				"proxy-status": `PostgREST; error=${code}`,
				...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
			},
		},
	);
}

const CATALOG_UNREAD = "Could not query the database for the schema cache. Retrying.";
const CONNECTION_LOST = "Database client error. Retrying the connection.";

function isConnectionError(error: unknown): error is Error {
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	return /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE)/.test(code);
}

function unreachable(code: string, message: string, details: string | null = null): Response {
	return Response.json({ code, message, details, hint: null }, { status: 503 });
}
