import { randomUUID } from "node:crypto";
import type { SearchPage } from "@cossistant/protocol";
import { searchPage } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Backend, item, openBackend } from "./support/backend.ts";
import { messageOf, openStory, type Story } from "./support/story.ts";

let story: Story;
let backend: Backend;

beforeAll(async () => {
	story = await openStory();
	backend = await openBackend(story);
	await backend.call("put_contact", { external_id: "past", facts: {} });
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
const pagesOf = async (query: string, limit: number) => {
	const pages: string[][] = [];
	let cursor: string | null = null;
	do {
		const page: SearchPage = await search(query, { limit, cursor });
		pages.push(page.results.map(({ conversation }) => conversation.id));
		cursor = page.nextCursor;
	} while (cursor !== null);
	return pages;
};
/** Brings a message of so many days ago, in a conversation that began then. */
const imports = async (
	text: string,
	{ ago, externalId = "past" }: { ago: number; externalId?: string },
): Promise<string> => {
	const createdAt = new Date(Date.now() - ago * 24 * 3600_000).toISOString();
	const items = [item({ text, createdAt })];
	const { conversation } = await backend.call("import_conversation", {
		request: { id: randomUUID(), contact: { externalId }, createdAt, items },
	});
	return conversation.id;
};
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

		const pages = await pagesOf("aardvark", 3);

		expect(pages.flat()).toEqual(ids);
		expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
	});

	it("names a conversation once, however many pages its words are on", async () => {
		const below = await writes("capybara below");
		const vera = await story.enters();
		const { conversation } = await vera.writes("capybara");
		const between = await writes("capybara between");
		await vera.writes("capybara again", { conversationId: conversation.id });
		const titled = await writes("hello");
		await story.ada.rpc("set_title", { conversation_id: titled, title: "Capybara" });
		await story.ada.replies(titled, "capybara");
		const above = await writes("capybara above");

		expect((await pagesOf("capybara", 1)).flat()).toEqual([
			...[above, titled, conversation.id, between, below],
		]);
	});

	it("goes back through the years, latest first", async () => {
		const days = [0, 1, 3, 4, 5, 9, 30, 31, 400, 401, 4000, 11_000];
		const ids: string[] = [];
		for (const day of days) {
			const id = await imports(`wombat of day ${day}`, { ago: day });
			ids.push(id);
		}
		await imports("quagga of long ago", { ago: 4000 });

		expect((await pagesOf("wombat", 5)).flat()).toEqual(ids);
		expect(await found("day wombat of")).toEqual(ids);
		expect(await found("quagga o")).toHaveLength(1);
		expect(await found("quagga w")).toEqual([]);
	});

	it("puts people by their latest activity among what was written", async () => {
		await backend.call("put_contact", { external_id: "bilby", facts: {} });
		const byBilby = await imports("hello", { ago: 100, externalId: "bilby" });
		const beforeThat = await imports("hello", { ago: 120, externalId: "bilby" });
		const before = await imports("a bilby", { ago: 200 });
		const after = await imports("the bilby", { ago: 50 });

		expect((await pagesOf("bilby", 1)).flat()).toEqual([after, byBilby, beforeThat, before]);
	});

	it("finds the latest conversations of a name that thousands have", async () => {
		const known = { externalId: "gnu", name: "Gnu Gnatson" };
		const gnu = await story.enters({ identity: { isVerified: true, ...known } });
		const id = (await gnu.writes("hello")).conversation.id;
		await story.sql`
			insert into public.contacts (organization_id, website_id, external_id, name)
			select ${story.acme.organizationId}, ${story.acme.websiteId}, 'gnu-' || n, 'Gnu ' || n
			from generate_series(1, 2001) as n`;

		expect(await found("gnu")).toEqual([id]);
		expect(await found("gnatson")).toEqual([id]);
	});

	it("finds words whose beginning is everywhere", async () => {
		const id = await imports("the tapir", { ago: 200 });
		for (let n = 0; n < 3; n++) await imports("the tea that they took", { ago: 100 + n });

		expect(await found("tapir t")).toEqual([id]);
		expect(await found("tapir te")).toEqual([]);
	});

	it("takes words of any length", async () => {
		const long = "ab".repeat(1000);
		const id = await writes(`${long} ${"c".repeat(2040)} ${"d".repeat(3000)} dugong`);

		expect(await found("dugong")).toEqual([id]);
		expect(await found(`${long.slice(0, 190)}`)).toEqual([id]);
		expect(await found(Array.from({ length: 40 }, (_, n) => `w${n}`).join(" "))).toEqual([]);
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
		await writes("hello");
		// An id that ends as Acme's does: in the index the words of both stand behind the same mark.
		const twin = {
			...story.globex,
			websiteId: `${randomUUID().slice(0, -6)}${story.acme.websiteId.slice(-6)}`,
		};
		await story.sql`
			update public.websites set id = ${twin.websiteId} where id = ${story.globex.websiteId}`;
		const { conversation } = await (await story.enters({ at: twin })).writes("okapiesque secret");

		const query = { query: "okapiesque" };
		const { results } = await story.eve.rpc("search_conversations", {
			website_id: twin.websiteId,
			...query,
		});
		expect(results).toMatchObject([{ conversation: { id: conversation.id } }]);
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
