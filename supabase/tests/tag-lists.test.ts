import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Call, type Crowd, openCrowd, outcomesOf } from "./support/crowd.ts";
import { findMiscounts } from "./support/recount.ts";
import type { Claims, Sql } from "./support/stack.ts";
import { openStory, type Story } from "./support/story.ts";

/** The lists and marks by which conversations are found, beside the tags that they carry. */
let story: Story;
let crowd: Crowd;
/** Three conversations, each with a visitor of its own. */
let ids: string[];
let tags: string[];

beforeAll(async () => {
	story = await openStory();
	crowd = openCrowd(2);
});
beforeEach(async () => {
	ids = [];
	for (let n = 0; n < 3; n++)
		ids.push((await (await story.enters()).writes("Hello")).conversation.id);
	tags = await Promise.all(["billing", "bug", "vip", "urgent"].map(tag));
});
afterAll(async () => {
	await crowd.close();
	await story.close();
});

const tag = async (name: string) =>
	(await story.ada.rpc("create_tag", { website_id: story.acme.websiteId, name })).id as string;
const give = (conversation_id = ids[0], tag_id = tags[0]) =>
	story.ada.rpc("add_tag", { conversation_id, tag_id });
const byAda = (name: string, args: Record<string, unknown>): Call => ({
	name,
	args,
	claims: story.ada.claims as Claims,
});

/** How many lists differ from the tags that are given, and how many conversations lack a mark. */
const wrongOnes = async (sql: Sql = story.sql) => {
	const wrong = await findMiscounts(sql, [story.acme.websiteId]);
	return [wrong["the list of each conversation's tags"] ?? 0, wrong["a mark for every tag"] ?? 0];
};
/** Conversations in whose list or marks a tag is missing. */
const missing = () => story.sql`
	select conversation_id
	from public.conversation_tags as given
	join public.conversations on conversations.id = conversation_id
	left join private.tag_lists as lists using (conversation_id)
	group by conversation_id
	having (count(*) > 1 and bool_and(tag_id = any (tag_ids)) is not true)
		or bool_or(tag_marks & private.tag_marks(array[tag_id]) = 0)`;
const withAll = async (...allTags: (string | undefined)[]) => {
	const filter = { allTags };
	const page = await story.ada.rpc("inbox", { website_id: story.acme.websiteId, filter });
	return page.conversations.map(({ id }: { id: string }) => id);
};

/** The same numbers for the same seed: what fails can be seen again. */
function dice(seed: number) {
	let state = seed;
	return <Item>(list: readonly Item[]): Item => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return list[Math.floor((state / 2_147_483_648) * list.length)] as Item;
	};
}

/** What somebody may do that changes tags, one thing drawn. */
function anyAct(pick: ReturnType<typeof dice>): Call {
	const on = { conversation_id: pick(ids), tag_id: pick(tags) };
	const act = { type: pick(["add_tag", "remove_tag"]), tagId: pick(tags) };
	return pick([
		byAda("add_tag", on),
		byAda("add_tag", on),
		byAda("remove_tag", on),
		byAda("bulk_act", { conversation_ids: ids, act }),
		byAda("delete_tag", { id: pick(tags) }),
	]);
}

describe("the list of a conversation's tags, with their marks", () => {
	it.each([1, 2, 3, 4])("is what it carries, after any acts (%i)", async (seed) => {
		const pick = dice(seed);
		for (let n = 0; n < 40; n++) {
			const { name, args } = anyAct(pick);
			await story.ada
				.rpc(name, args)
				// Of a tag that was deleted.
				.catch(({ message }: Error) => expect(message).toMatch(/^(tag_not_found|bulk_refused)$/));
			expect(await wrongOnes()).toEqual([0, 0]);
		}
	});

	it.each([1, 2, 3, 4])("misses nothing after acts of two at once (%i)", async (seed) => {
		const pick = dice(seed);
		for (let n = 0; n < 30; n++) {
			await outcomesOf(
				crowd.connections.map((connection) => {
					const { claims, name, args } = anyAct(pick);
					return connection.call(claims, name, args);
				}),
			);
			expect(await missing()).toEqual([]);
		}
	});

	it("goes with its conversation", async () => {
		await give();
		await give(ids[0], tags[1]);
		expect(
			await story.sql`select from private.tag_lists where conversation_id = ${ids[0] ?? ""}`,
		).toHaveLength(1);
		await story.sql`delete from public.conversations where id = ${ids[0] ?? ""}`;

		expect(
			await story.sql`select from private.tag_lists where conversation_id = ${ids[0] ?? ""}`,
		).toEqual([]);
	});

	it("is the same when listed anew", async () => {
		for (const tag of tags.slice(2)) await give(ids[0], tag);
		const back = new Error("taken back");

		const listed = story.sql.begin(async (open) => {
			const sql = open as unknown as Sql;
			await sql`update private.tag_lists set tag_ids = '{}'`;
			await sql`update public.conversations set tag_marks = 0 where id = any (${ids})`;
			expect(await wrongOnes(sql)).toEqual([1, 1]);
			await sql`select private.rebuild_tag_lists()`;
			expect(await wrongOnes(sql)).toEqual([0, 0]);
			throw back;
		});

		await expect(listed).rejects.toBe(back);
	});
});

describe("a tag that is deleted", () => {
	it("waits for nobody who gives its conversations another one, and is nowhere found", async () => {
		const [gone = "", other = "", id = ""] = [tags[0], tags[1], ids[0]];
		await give(id, gone);
		await give(id, tags[2]);
		await give(ids[1], gone);
		await give(ids[1], other);

		await story.sql.begin(async (busy) => {
			await busy`
				insert into public.conversation_tags (website_id, conversation_id, tag_id)
				values (${story.acme.websiteId}, ${id}, ${other})`;
			await story.ada.rpc("delete_tag", { id: gone });
		});

		expect(await withAll(gone)).toEqual([]);
		expect(await withAll(gone, other)).toEqual([]);
		expect(new Set(await withAll(other))).toEqual(new Set([ids[0], ids[1]]));
	});
});
