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

/** The answer PostgREST gives to an error of the database. */
export function databaseErrorResponse(error: DatabaseError, role: string): Response {
	const status = statusOfSqlState(error.code, role);
	return Response.json(
		{
			code: error.code,
			details: error.detail ?? null,
			hint: error.hint ?? null,
			message: error.message,
		},
		{
			status,
			headers: {
				"content-type": "application/json; charset=utf-8",
				"proxy-status": `PostgREST; error=${error.code}`,
				...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
			},
		},
	);
}
