import postgres from "postgres";
import { theWorld } from "./world.ts";

/** What no person could do: asks or changes the database as its superuser. */
export async function inDatabase<Result>(
	act: (sql: postgres.Sql) => Promise<Result>,
): Promise<Result> {
	const sql = postgres(theWorld().adminDatabaseUrl, { max: 1, onnotice: () => {} });
	try {
		return await act(sql);
	} finally {
		await sql.end();
	}
}
