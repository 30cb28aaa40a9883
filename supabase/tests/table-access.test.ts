import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "./support/caller.ts";
import { tablesOf } from "./support/catalog.ts";
import { openStory, type Story } from "./support/story.ts";

/*
 * What each caller sees of Acme's rows by reading the table itself:
 *   all      every row of Acme
 *   none     the table answers, without a row of Acme
 *   refused  the role may not read the table at all
 * Vera and Victor are visitors of Acme, Vic has a verified identity, Eve works at Globex, Rick was removed from Acme.
 */
const READING = `
	table                      nobody  vera    victor  vic     grace  adam  ada   rick  eve   service
	ai_agents                  refused refused refused refused all    all   all   none  none  all
	api_keys                   refused refused refused refused none   all   all   none  none  all
	audit_log                  refused refused refused refused none   all   all   none  none  all
	contacts                   refused refused refused refused all    all   all   none  none  all
	conversation_participants  refused refused refused refused all    all   all   none  none  all
	conversation_reads         refused refused refused refused all    all   all   none  none  all
	conversation_tags          refused refused refused refused all    all   all   none  none  all
	conversations              refused refused refused refused all    all   all   none  none  all
	invitations                refused refused refused refused none   all   all   none  none  all
	members                    refused refused refused refused all    all   all   none  none  all
	organizations              refused refused refused refused all    all   all   none  none  all
	profiles                   refused refused refused refused all    all   all   none  none  all
	tags                       refused refused refused refused all    all   all   none  none  all
	timeline_items             refused refused refused refused all    all   all   none  none  all
	visitors                   refused refused refused refused all    all   all   none  none  all
	websites                   refused refused refused refused all    all   all   none  none  all
`;

const [header = [], ...lines] = READING.trim()
	.split("\n")
	.map((line) => line.trim().split(/\s+/));
const callerNames = header.slice(1);
const expectations = lines.flatMap(([table = "", ...cells]) =>
	cells.map((expected, column) => ({ table, caller: callerNames[column] ?? "", expected })),
);

let story: Story;
const callers: Record<string, Caller> = {};
/** How to recognise a row of Acme. */
let rowsOfAcme: Record<string, { column: string; values: string[] }>;

beforeAll(async () => {
	story = await openStory();
	const { sql, acme, ada, adam, grace, eve, service, nobody } = story;
	const vera = await story.enters();
	const victor = await story.enters();
	const vic = await story.enters({ identity: { isVerified: true, externalId: "vic" } });
	const { conversation } = await vera.writes("Hello");
	await ada.replies(conversation.id, "Hi");
	await ada.rpc("create_api_key", { website_id: acme.websiteId, name: "Backend" });
	const tag = await ada.rpc("create_tag", { website_id: acme.websiteId, name: "billing" });
	await ada.rpc("add_tag", { conversation_id: conversation.id, tag_id: tag.id });
	const rick = await removedMember(story);
	Object.assign(callers, { nobody, vera, victor, vic, grace, adam, ada, eve, service, rick });
	await sql`
		insert into public.invitations (organization_id, email) values (${acme.organizationId}, 'new@acme.test')`;
	await sql`
		insert into public.ai_agents (organization_id, website_id, name)
		values (${acme.organizationId}, ${acme.websiteId}, 'Aida')`;
	const byWebsite = { column: "website_id", values: [acme.websiteId] };
	const byOrganization = { column: "organization_id", values: [acme.organizationId] };
	rowsOfAcme = {
		organizations: { column: "id", values: [acme.organizationId] },
		websites: byOrganization,
		members: byOrganization,
		invitations: byOrganization,
		audit_log: byOrganization,
		profiles: { column: "user_id", values: [ada.id, adam.id, grace.id] },
		ai_agents: byWebsite,
		api_keys: byWebsite,
		contacts: byWebsite,
		visitors: byWebsite,
		conversation_tags: byWebsite,
		conversations: byWebsite,
		tags: byWebsite,
		conversation_participants: byWebsite,
		conversation_reads: byWebsite,
		timeline_items: byWebsite,
	};
});
afterAll(() => story.close());

async function removedMember({ sql, acme }: Story): Promise<Caller> {
	const other = await openStory();
	await sql`
		insert into public.members (organization_id, user_id) values (${acme.organizationId}, ${other.ada.id})`;
	await sql`
		delete from public.members where organization_id = ${acme.organizationId} and user_id = ${other.ada.id}`;
	await other.close();
	return other.ada;
}

function callerOf(name: string): Caller {
	const caller = callers[name];
	if (!caller) throw new Error(`Nobody is called ${name}.`);
	return caller;
}

function rowsOf(table: string) {
	const rows = rowsOfAcme[table];
	if (!rows) throw new Error(`Say in rowsOfAcme how to recognise a row of Acme in ${table}.`);
	return rows;
}

async function count(table: string): Promise<number> {
	const { column, values } = rowsOf(table);
	const [row] = await story.sql`
		select count(*)::int as count from ${story.sql(`public.${table}`)} where ${story.sql(column)} = any (${values})`;
	return row?.count;
}

it("covers every table", async () => {
	const tables = await tablesOf(story.sql, ["public"]);
	expect(lines.map(([table]) => table)).toEqual(tables.map(({ name }) => name));
});

describe("reading a table", () => {
	it.each(expectations)("$table as $caller: $expected", async ({ table, caller, expected }) => {
		const { column, values } = rowsOf(table);
		const total = await count(table);
		expect(total).toBeGreaterThan(0);

		const { data, error } = await callerOf(caller)
			.client.from(table)
			.select(column)
			.in(column, values);

		if (expected === "refused") expect(error).toMatchObject({ code: "42501" });
		else expect([error, data?.length]).toEqual([null, expected === "all" ? total : 0]);
	});
});

describe("writing a table", () => {
	const attempts = lines.flatMap(([table = ""]) =>
		callerNames.map((caller) => ({ table, caller })),
	);

	it.each(attempts)(
		"$table as $caller is refused and changes nothing",
		async ({ table, caller }) => {
			const { column, values } = rowsOf(table);
			const { client } = callerOf(caller);
			const rows = () =>
				story.sql`select * from ${story.sql(`public.${table}`)} where ${story.sql(column)} = any (${values}) order by 1, 2`;
			const before = await rows();
			const value = { [column]: values[0] };

			const answers = [
				await client.from(table).insert(value),
				await client.from(table).upsert(value),
				await client.from(table).update(value).in(column, values),
				await client.from(table).delete().in(column, values),
			];

			expect(answers.map(({ error }) => error?.code)).toEqual(["42501", "42501", "42501", "42501"]);
			expect(await rows()).toEqual(before);
		},
	);
});

describe("schema private", () => {
	it.each(callerNames)("is out of the reach of %s", async (caller) => {
		const { error } = await callerOf(caller).client.schema("private").from("jobs").select();
		expect(error?.code).toBe("PGRST106");
	});
});
