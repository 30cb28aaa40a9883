import type { Cast } from "./cast.ts";

/** How to recognise the rows of Acme in a table. */
export type Rows = { column: string; values: string[] };

const OWN_COLUMN: Record<string, (cast: Cast) => Rows> = {
	organizations: ({ acme }) => ({ column: "id", values: [acme.organizationId] }),
	websites: ({ acme }) => ({ column: "id", values: [acme.websiteId] }),
	profiles: ({ ada, adam, grace }) => ({
		column: "user_id",
		values: [ada.id, adam.id, grace.id],
	}),
};

/** Tables that know their rows by the organization; all others by the website. */
const BY_ORGANIZATION = ["audit_log", "invitations", "members"];

export function rowsOf(table: string, cast: Cast): Rows {
	const own = OWN_COLUMN[table];
	if (own) return own(cast);
	return BY_ORGANIZATION.includes(table)
		? { column: "organization_id", values: [cast.acme.organizationId] }
		: { column: "website_id", values: [cast.acme.websiteId] };
}

/** A digest of Acme's rows in some tables: the same as long as nothing has changed. */
export async function digestOf(tables: string[], cast: Cast): Promise<string> {
	const { sql } = cast;
	const digests = await Promise.all(
		tables.map((table) => {
			const { column, values } = rowsOf(table, cast);
			return sql`
				select md5(coalesce(string_agg(row::text, E'\n' order by row::text), '')) as digest
				from ${sql(`public.${table}`)} as row
				where ${sql(column)} = any (${values})`;
		}),
	);
	return digests.map(([row]) => row?.digest).join();
}
