import { randomUUID } from "node:crypto";
import type { SearchPage } from "@cossistant/protocol";
import { searchPage } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messageOf, openStory, type Story } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

const search = async (query: string, args: object = {}): Promise<SearchPage> =>
	searchPage.strict().parse(
		await story.ada.rpc("search_conversations", {
			website_id: story.acme.websiteId,
			query,
			...args,
		}),
	);
const found = async (query: string) =>
	(await search(query)).results.map(({ conversation }) => conversation.id);
const writes = async (text: string): Promise<string> =>
	(await (await story.enters()).writes(text)).conversation.id;

describe("a search", () => {
	it("finds words whatever their case and accents, and the beginning of the last", async () => {
		const id = await writes("Où est ma commande de crème brûlée ?");

		for (const query of ["CREME", "brûlée creme", "commande bru", "Ou  est,ma"]) {
			expect(await found(query), query).toEqual([id]);
		}
		expect(await found("brul creme commander")).toEqual([]);
	});

	it("takes one letter for a beginning, beside whole words", async () => {
		const id = await writes("the numbat wants a termite");

		for (const query of ["numbat t", "numbat te", "termite w", "numbat termite a"]) {
			expect(await found(query), query).toEqual([id]);
		}
		for (const query of ["numbat z", "numbat tz", "termite q"]) {
			expect(await found(query), query).toEqual([]);
		}
	});

	it("wants all words in one message", async () => {
		const vera = await story.enters();
		const { conversation } = await vera.writes("the walrus and");
		await vera.writes("the carpenter", { conversationId: conversation.id });

		expect(await found("walrus carpenter")).toEqual([]);
		expect(await found("carpenter the")).toEqual([conversation.id]);
	});

	it("finds the parts of addresses, links and versions", async () => {
		const id = await writes(
			"see https://shop.example/orders/A-1042 or mail ops@narwhal.test v2.7.1",
		);

		for (const query of ["narwhal", "ops@narwhal.test", "1042", "orders/A-1042", "v2.7.1"]) {
			expect(await found(query), query).toContain(id);
		}
	});

	it("finds notes, titles, and people by name and address", async () => {
		const noted = await writes("hello");
		await story.ada.notes(noted, "known for his xylophone");
		const titled = await writes("hello");
		await story.ada.rpc("set_title", { conversation_id: titled, title: "Quokka delivery" });
		const zoe = await story.enters({
			identity: {
				isVerified: true,
				externalId: randomUUID(),
				name: "Zoë Zebedee",
				email: `zoe-${randomUUID()}@okapi.test`,
			},
		});
		const named = (await zoe.writes("hello")).conversation.id;

		expect(await found("xylophone")).toEqual([noted]);
		expect(await found("quokka")).toEqual([titled]);
		expect(await found("zoe zeb")).toEqual([named]);
		expect(await found("okapi")).toEqual([named]);
		const [title] = (await search("quokka")).results;
		expect(title?.item).toBeNull();
	});

	it("answers each conversation once, with the latest message that matched, latest first", async () => {
		const vera = await story.enters();
		const first = await vera.writes("pangolin one");
		const other = await writes("pangolin three");
		const latest = await vera.writes("pangolin four", { conversationId: first.conversation.id });

		const { results, nextCursor } = await search("pangolin");

		expect(results.map(({ conversation }) => conversation.id)).toEqual([
			first.conversation.id,
			other,
		]);
		expect(results[0]?.item?.id).toBe(messageOf(latest).id);
		expect(nextCursor).toBeNull();
	});

	it("goes on page by page to the last", async () => {
		const ids: string[] = [];
		for (let n = 0; n < 7; n++) ids.unshift(await writes(`aardvark number ${n}`));

		const pages: string[][] = [];
		let cursor: string | null = null;
		do {
			const page: SearchPage = await search("aardvark", { limit: 3, cursor });
			pages.push(page.results.map(({ conversation }) => conversation.id));
			cursor = page.nextCursor;
		} while (cursor !== null);

		expect(pages.flat()).toEqual(ids);
		expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
	});

	it("goes on through a conversation that has the word again and again", async () => {
		const below = await writes("capybara below");
		const vera = await story.enters();
		const { conversation } = await vera.writes("capybara");
		for (let n = 0; n < 9; n++) await vera.writes("capybara", { conversationId: conversation.id });

		const seen = new Set<string>();
		let cursor: string | null = null;
		do {
			const page: SearchPage = await search("capybara", { limit: 1, cursor });
			for (const { conversation: one } of page.results) seen.add(one.id);
			cursor = page.nextCursor;
		} while (cursor !== null);

		expect(seen).toEqual(new Set([conversation.id, below]));
	});

	it("finds nothing that was edited away or deleted", async () => {
		const id = await writes("hello");
		const sent = messageOf(await story.ada.replies(id, "ocelot"));
		expect(await found("ocelot")).toEqual([id]);

		await story.ada.rpc("edit_message", { conversation_id: id, id: sent.id, text: "margay" });
		expect(await found("ocelot")).toEqual([]);
		expect(await found("margay")).toEqual([id]);

		await story.ada.rpc("delete_message", { conversation_id: id, id: sent.id });
		expect(await found("margay")).toEqual([]);
	});

	it("stays within the website", async () => {
		const vic = await story.enters({ at: story.globex });
		await vic.writes("okapiesque secret");

		expect(await found("okapiesque")).toEqual([]);
	});

	it.each([
		"'; drop table public.conversations; --",
		"a & b | !c <-> (d:*",
		"it''s \\ \"quoted\" \\'",
		"%_*?",
		"🙂",
		"\u202Eright to left\u202C",
		"１２３ ﬁ ẞ 日本語",
	])("takes %j as words, or says that there are none", async (query) => {
		const answer = await story.ada
			.rpc("search_conversations", { website_id: story.acme.websiteId, query })
			.catch((refused: Error) => refused.message);

		expect(answer === "invalid_request" || Array.isArray(answer.results)).toBe(true);
	});

	it.each(["", "   ", "...", "a".repeat(201), null])("refuses %j clearly", async (query) => {
		expect(
			await story.ada.refusal("search_conversations", {
				website_id: story.acme.websiteId,
				query,
			}),
		).toMatchObject({ status: 400, message: "invalid_request" });
	});
});
