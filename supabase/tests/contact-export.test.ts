import { randomUUID } from "node:crypto";
import type { ExportPage } from "@cossistant/protocol";
import { exportPage } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStory, type Story } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

async function pagesOf(id: string, limit: number): Promise<ExportPage[]> {
	const pages: ExportPage[] = [];
	let cursor: string | null = null;
	do {
		const page: ExportPage = exportPage
			.strict()
			.parse(await story.ada.rpc("export_contact", { id, limit, cursor }));
		pages.push(page);
		cursor = page.nextCursor;
		expect(pages.length).toBeLessThan(100);
	} while (cursor !== null);
	return pages;
}

async function vera() {
	const identity = { isVerified: true, externalId: randomUUID(), name: "Vera" };
	const [phone, laptop] = [await story.enters({ identity }), await story.enters({ identity })];
	const ids = [];
	for (const device of [phone, laptop]) {
		const { id } = (await device.writes("Where is my order?")).conversation;
		await story.ada.replies(id, "On its way");
		await story.ada.notes(id, "Impatient");
		await device.rpc("rate_conversation", { conversation_id: id, rating: 2, comment: "Slow" });
		ids.push(id);
	}
	const id = String(phone.visitor.contact?.id);
	await story.ada.rpc("update_contact", { id, changes: { metadata: { mood: "bad" } } });
	await story.grace.rpc("block_visitor", { visitor_id: phone.id });
	return { id, phone, laptop, ids: ids.sort() };
}

describe("the export of a contact", () => {
	it("holds who they are, what they and the team wrote, reads, ratings and what was done to them", async () => {
		const { id, phone, laptop, ids } = await vera();
		await story.sql`
			insert into storage.objects (bucket_id, name)
			values ('attachments', ${`${story.acme.websiteId}/${ids[0]}/a.png`})`;

		const [page, ...more] = await pagesOf(id, 1_000);

		expect(more).toEqual([]);
		expect(page?.person).toMatchObject({
			contact: { id, name: "Vera", teamMetadata: { mood: "bad" } },
			auditLog: [
				{ action: "visitor_blocked", subjectId: phone.id },
				{ action: "contact_exported" },
			],
		});
		expect(page?.person?.visitors.map((visitor) => visitor.id).sort()).toEqual(
			[phone.id, laptop.id].sort(),
		);
		expect(page?.conversations).toMatchObject(
			ids.map((conversationId, n) => ({
				conversationId,
				conversation: { rating: 2, ratingComment: "Slow" },
				files: n === 0 ? [`${story.acme.websiteId}/${ids[0]}/a.png`] : [],
			})),
		);
		for (const { items, conversation } of page?.conversations ?? []) {
			expect(conversation?.reads.length).toBeGreaterThan(0);
			expect(items.map(({ text, visibility }) => [text, visibility])).toEqual(
				expect.arrayContaining([
					["Where is my order?", "public"],
					["On its way", "public"],
					["Impatient", "private"],
				]),
			);
		}
	});

	it.each([1, 2, 3, 5])("in pages of %i is the same as in one", async (limit) => {
		const { id } = await vera();
		const [whole] = await pagesOf(id, 1_000);

		const pages = await pagesOf(id, limit);

		expect(pages.slice(1).every(({ person }) => person === null)).toBe(true);
		const parts = pages.flatMap(({ conversations }) => conversations);
		const together = whole?.conversations.map(({ conversationId, conversation, files }) => ({
			conversationId,
			conversation,
			files,
			items: parts
				.filter((part) => part.conversationId === conversationId)
				.flatMap(({ items }) => items),
		}));
		expect(together).toEqual(whole?.conversations);
		expect(parts.filter(({ conversation }) => conversation !== null)).toHaveLength(2);
	});

	it.each([1, 2, 3])(
		"in pages of %i passes over a conversation without a word, once",
		async (limit) => {
			const { id, phone } = await vera();
			for (const _ of [1, 2])
				await story.sql`
				insert into public.conversations (id, organization_id, website_id, visitor_id, contact_id)
				values (gen_random_uuid(), ${story.acme.organizationId}, ${story.acme.websiteId}, ${phone.id}, ${id})`;
			const [whole] = await pagesOf(id, 1_000);

			const headers = (await pagesOf(id, limit)).flatMap(({ conversations }) =>
				conversations.flatMap(({ conversation }) => conversation ?? []),
			);

			expect(headers).toEqual(whole?.conversations.map(({ conversation }) => conversation));
		},
	);

	it("begins with its first page, which is written down", async () => {
		const { id, ids } = await vera();
		const later = { id, cursor: `${ids[0]}.0` };

		for (const begins of [story.adam, story.ada]) {
			expect(await story.ada.refusal("export_contact", later)).toMatchObject({
				status: 400,
				message: "invalid_request",
			});
			await begins.rpc("export_contact", { id, limit: 1 });
		}
		await story.ada.rpc("export_contact", later);
	});

	it("is for owners and admins, of this team", async () => {
		const { id } = await vera();
		await story.ada.rpc("export_contact", { id });

		expect(await story.grace.refusal("export_contact", { id })).toMatchObject({
			status: 403,
			message: "not_allowed",
		});
		expect(await story.eve.refusal("export_contact", { id })).toMatchObject({
			status: 404,
			message: "contact_not_found",
		});
		for (const cursor of ["x", "", `${randomUUID()}.x`, `${randomUUID()}.${"9".repeat(40)}`]) {
			expect(await story.ada.refusal("export_contact", { id, cursor })).toMatchObject({
				status: 400,
				message: "invalid_request",
			});
		}
	});
});
