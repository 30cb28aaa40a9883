import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Backend, item, openBackend } from "./support/backend.ts";
import { outcomeAfter, waitsFor } from "./support/crowd.ts";
import type { Claims } from "./support/stack.ts";
import { type Agent, openStory, type Story } from "./support/story.ts";

/*
 * A tag may stand on more conversations than one call can take it off: it is gone at once, what it stood on follows in
 * parts.
 */

let story: Story;
let backend: Backend;

beforeAll(async () => {
	story = await openStory();
	backend = await openBackend(story);
});
afterAll(() => story.close());

const createTag = async (name: string = randomUUID()) =>
	(await story.ada.rpc("create_tag", { website_id: story.acme.websiteId, name })).id as string;
/** So many conversations of a new visitor that carry these tags; answers their ids. */
async function tagged(amount: number, tagIds: string[]): Promise<string[]> {
	const vera = await story.enters();
	const ids: string[] = [];
	while (ids.length < amount) {
		const rows = await story.sql`
			insert into public.conversations (id, organization_id, website_id, visitor_id)
			select gen_random_uuid(), ${story.acme.organizationId}, ${story.acme.websiteId}, ${vera.id}
			from generate_series(1, ${Math.min(amount - ids.length, 100)})
			returning id`;
		ids.push(...rows.map(({ id }) => id));
	}
	await story.sql`
		insert into public.conversation_tags (website_id, conversation_id, tag_id)
		select ${story.acme.websiteId}, conversation_id, tag_id
		from unnest(${ids}::uuid[]) as conversation_id, unnest(${tagIds}::uuid[]) as tag_id`;
	return ids;
}
const left = async (tagId: string) =>
	(await story.sql`select from public.conversation_tags where tag_id = ${tagId}`).length;
const jobs = (tagId: string) => story.sql`
	select payload from private.jobs
	where kind = 'untag' and payload ->> 'tagId' = ${tagId} and claimed_until is null`;
const work = (tagId: string) =>
	story.service.rpc("untag", { website_id: story.acme.websiteId, tag_id: tagId });

describe("a tag that is deleted", () => {
	it("is at once on no conversation, and off all of them by jobs", async () => {
		const [tag, other] = [await createTag(), await createTag()];
		const ids = await tagged(2_100, [tag, other]);

		await story.ada.rpc("delete_tag", { id: tag });

		expect(await left(tag)).toBe(100);
		const { conversations } = await story.ada.rpc("inbox", {
			website_id: story.acme.websiteId,
			filter: { tags: [other] },
			limit: 100,
		});
		for (const { tags } of conversations) expect(tags).toMatchObject([{ id: other }]);
		expect((await jobs(tag)).map(({ payload }) => payload)).toEqual([
			{ websiteId: story.acme.websiteId, tagId: tag },
		]);
		await work(tag);
		expect(await left(tag)).toBe(0);
		expect(await left(other)).toBe(ids.length);
	});

	it("is at once found by no filter and counted by no view, nor reported", async () => {
		const [tag, other] = [await createTag(), await createTag()];
		const here = { website_id: story.acme.websiteId };
		await tagged(2_100, [tag, other]);
		const finding = [
			{ tags: [tag] },
			{ allTags: [tag] },
			{ tags: [tag, other] },
			{ allTags: [tag, other] },
		];
		for (const filter of finding)
			await story.ada.rpc("create_saved_view", {
				...here,
				id: randomUUID(),
				name: JSON.stringify(filter),
				filter,
			});
		const found = () =>
			Promise.all(
				finding.map(
					async (filter) =>
						(await story.ada.rpc("inbox", { ...here, filter, limit: 1 })).conversations.length,
				),
			);
		const counted = async () =>
			(await story.ada.rpc("view_counts", here)).counts.map(
				({ count }: { count: number }) => count,
			);
		expect([await found(), await counted()]).toEqual([Array(4).fill(1), Array(4).fill(1000)]);

		await story.ada.rpc("delete_tag", { id: tag });

		expect(await left(tag)).toBe(100);
		expect([await found(), await counted()]).toEqual([
			[0, 0, 1, 0],
			[0, 0, 1000, 0],
		]);
		const period = { ...here, from: "2026-01-01", to: "2026-01-31" };
		expect(await story.ada.refusal("report", { ...period, tag_id: tag })).toMatchObject({
			status: 404,
			message: "tag_not_found",
		});
	});

	it("needs no job when one call does it all, and no job takes one that is there", async () => {
		const [tag, other] = [await createTag(), await createTag()];
		await tagged(3, [tag, other]);

		await story.ada.rpc("delete_tag", { id: tag });
		await work(other);

		expect([await left(tag), (await jobs(tag)).length, await left(other)]).toEqual([0, 0, 3]);
	});

	it("is deleted once, and not renamed after that", async () => {
		const by = ({ claims }: Agent, name: string, id: string) => ({
			name,
			claims: claims as Claims,
			args: name === "update_tag" ? { id, name: randomUUID() } : { id },
		});

		for (const name of ["delete_tag", "update_tag"]) {
			const id = await createTag();
			expect(await outcomeAfter(by(story.ada, "delete_tag", id), by(story.adam, name, id))).toBe(
				"tag_not_found",
			);
			expect(await story.sql`select from public.audit_log where subject_id = ${id}`).toHaveLength(
				1,
			);
		}
	});

	it("leaves a line in the audit log, as its other changes do", async () => {
		const id = await createTag("Billing");
		await story.adam.rpc("update_tag", { id, name: "Invoices", color: "red" });
		await story.adam.rpc("update_tag", { id });
		await story.ada.rpc("delete_tag", { id });

		const lines = await story.sql`
			select action, actor_user_id, detail from public.audit_log where subject_id = ${id} order by created_at`;
		expect([...lines]).toEqual([
			{
				action: "tag_updated",
				actor_user_id: story.adam.id,
				detail: { name: "Invoices", color: "red" },
			},
			{ action: "tag_deleted", actor_user_id: story.ada.id, detail: { name: "Invoices" } },
		]);
	});

	it("waits for nobody who deletes a conversation that carries it", async () => {
		const tag = await createTag();
		const [id = ""] = await tagged(2, [tag]);

		await story.sql.begin(async (busy) => {
			await busy`delete from public.conversations where id = ${id}`;
			await story.ada.rpc("delete_tag", { id: tag });
		});

		expect(await jobs(tag)).toHaveLength(1);
		await work(tag);
		expect(await left(tag)).toBe(0);
	});

	it("stays on nothing that is imported meanwhile", async () => {
		const [name, later] = ["a", "b"].map((letter) => `${letter} ${randomUUID()}`);
		const tag = await createTag(name);
		await backend.call("put_contact", { external_id: "vera", facts: {} });
		const request = {
			id: randomUUID(),
			contact: { externalId: "vera" },
			tags: [name, later],
			items: [],
		};

		let importing: Promise<unknown> | undefined;
		let deleting: Promise<unknown> | undefined;
		await story.sql.begin(async (holder) => {
			// The import has found the first tag and waits for the second.
			await holder`insert into public.tags (website_id, name) values (${story.acme.websiteId}, ${later ?? ""})`;
			importing = backend.call("import_conversation", { request });
			await waitsFor(holder, 1, importing);
			deleting = story.ada.rpc("delete_tag", { id: tag });
			await waitsFor(holder, 2, deleting);
		});
		await Promise.all([importing, deleting]);

		expect(await left(tag)).toBe(0);
	});

	it("is made anew where a backend gives it at that moment, and passed over where it takes it", async () => {
		await backend.call("put_contact", { external_id: "vera", facts: {} });
		const vera = { contact: { externalId: "vera" }, message: item() };
		const { conversation } = await backend.call("create_conversation", {
			request: { id: randomUUID(), ...vera },
		});
		const { id } = conversation;
		const name = randomUUID();
		const calls: [string, Record<string, unknown>, string[]][] = [
			["change_conversation", { id, changes: { addTags: [name] } }, [name]],
			["change_conversation", { id, changes: { removeTags: [name] } }, []],
			["create_conversation", { request: { id: randomUUID(), ...vera, tags: [name] } }, [name]],
		];

		for (const [on, args, names] of calls) {
			const tag = await createTag(name);
			let answer: Promise<{ conversation: { tags: { name: string }[] } }> | undefined;
			await story.sql.begin(async (deleting) => {
				await deleting`delete from public.conversation_tags where tag_id = ${tag}`;
				await deleting`delete from public.tags where id = ${tag}`;
				answer = backend.call(on, args);
				await waitsFor(deleting, 1, answer);
			});

			expect((await answer)?.conversation.tags.map((one) => one.name)).toEqual(names);
		}
	});
});
