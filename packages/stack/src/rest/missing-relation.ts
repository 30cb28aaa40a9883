import type { PostgresConnection } from "@supabase/lite/postgres";
import type { RequestContext } from "./request-context.ts";

/**
 * PostgREST's answer to a table that does not exist, or nothing when it does. The library has the same answer, but
 * reports it on the console as a fault of its own.
 */
export async function missingRelation(
	connection: PostgresConnection,
	{ path, headers }: RequestContext,
	schemas: readonly string[],
): Promise<Response | undefined> {
	const { tables, views } = await connection.introspect();
	const name = /^\/([\w-]+)$/.exec(path)?.[1];
	const schema = headers["content-profile"] ?? headers["accept-profile"] ?? schemas[0] ?? "public";
	if (name === undefined || !schemas.includes(schema)) return undefined;
	if ([...tables, ...views].some((one) => one.name === name && one.schema === schema)) {
		return undefined;
	}
	const message = `Could not find the table '${schema}.${name}' in the schema cache`;
	return Response.json({ code: "PGRST205", details: null, hint: null, message }, { status: 404 });
}
