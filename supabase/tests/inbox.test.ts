import type { InboxPage } from "@cossistant/protocol";
import { inboxCounts, inboxPage, openedConversation } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStory, type Story } from "./support/story.ts";

let story: Story;
let open: string[];
let resolved: string[];

beforeAll(async () => {
	story = await openStory();
	const ids: string[] = [];
	for (const name of ["Ann", "Ben", "Cid", "Dot", "Eli"]) {
		const visitor = await story.enters();
		ids.push((await visitor.writes(`${name} here`)).conversation.id);
	}
	resolved = ids.filter((_, index) => index % 2 === 1).reverse();
	open = ids.filter((_, index) => index % 2 === 0).reverse();
	for (const conversation_id of resolved) {
		await story.ada.rpc("set_status", { conversation_id, status: "resolved" });
	}
});
afterAll(() => story.close());

const ask = async (args: Record<string, unknown> = {}): Promise<InboxPage> =>
	inboxPage
		.strict()
		.parse(await story.grace.rpc("inbox", { website_id: story.acme.websiteId, ...args }));
const idsOf = ({ conversations }: InboxPage) => conversations.map(({ id }) => id);

describe("the inbox", () => {
	it("lists the website's conversations, latest activity first", async () => {
		const page = await ask();

		expect(idsOf(page)).toHaveLength(5);
		const times = page.conversations.map(({ lastActivityAt }) => lastActivityAt);
		expect(times).toEqual([...times].sort().reverse());
		expect(page.nextCursor).toBeNull();
	});

	it("filters by status", async () => {
		expect(idsOf(await ask({ filter: { status: "open" } }))).toEqual(open);
		expect(idsOf(await ask({ filter: { status: "resolved" } }))).toEqual(resolved);
	});

	it("pages by key to the very last one", async () => {
		const seen: string[] = [];
		let cursor: string | null = null;
		do {
			const page: InboxPage = await ask({ cursor, limit: 2, filter: { status: "open" } });
			seen.push(...idsOf(page));
			cursor = page.nextCursor;
		} while (cursor);

		expect(seen).toEqual(open);
	});

	it("keeps its pages apart when conversations have the very same moment", async () => {
		const { eve, globex, sql } = story;
		for (let n = 0; n < 5; n++) await (await story.enters({ at: globex })).writes("Hello");
		await sql`
			update public.conversations set last_activity_at = '2026-01-01' where website_id = ${globex.websiteId}`;
		const first = await eve.rpc("inbox", { website_id: globex.websiteId, limit: 3 });
		const second = await eve.rpc("inbox", {
			website_id: globex.websiteId,
			limit: 3,
			cursor: first.nextCursor,
		});

		expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(5);
		expect(second.nextCursor).toBeNull();
	});

	it.each([
		["a cursor of nobody", { cursor: "garbage" }],
		["half a cursor", { cursor: "1700000000000000." }],
		["a cursor with SQL", { cursor: "1'; drop table public.visitors; --.x" }],
		["an unknown status", { filter: { status: "closed" } }],
		["a filter that is a list", { filter: [] }],
	])("refuses %s", async (_, args) => {
		const refusal = await story.grace.refusal("inbox", {
			website_id: story.acme.websiteId,
			...args,
		});

		expect(refusal).toMatchObject({ status: 400, message: "invalid_request" });
	});

	it("of another organization does not exist", async () => {
		for (const name of ["inbox", "inbox_counts"]) {
			expect(await story.eve.refusal(name, { website_id: story.acme.websiteId })).toMatchObject({
				status: 404,
				message: "website_not_found",
			});
		}
	});
});

describe("the counts", () => {
	it("are of open, resolved, and open ones the agent has not read", async () => {
		const counts = async () =>
			inboxCounts
				.strict()
				.parse(await story.adam.rpc("inbox_counts", { website_id: story.acme.websiteId }));
		expect(await counts()).toMatchObject({ open: 3, resolved: 2, unread: 3 });

		await story.adam.rpc("mark_read", { conversation_id: open[0], upto: 1 });
		expect(await counts()).toMatchObject({ open: 3, resolved: 2, unread: 2 });

		// Reading is each agent's own.
		const forAda = await story.ada.rpc("inbox_counts", { website_id: story.acme.websiteId });
		expect(forAda.unread).toBe(3);
	});
});

describe("an opened conversation", () => {
	it("comes with its visitor, contact and newest items in one answer", async () => {
		const vera = await story.enters({
			identity: {
				isVerified: false,
				email: "vera@shop.example",
				name: "Vera",
				metadata: { plan: "pro" },
			},
		});
		const { conversation } = await vera.writes("Hello");

		const screen = openedConversation.parse(
			await story.ada.rpc("get_conversation", { id: conversation.id }),
		);

		expect(screen).toMatchObject({
			conversation: { id: conversation.id, visitorName: "Vera", isVisitorBlocked: false },
			visitor: { id: vera.id, isBlocked: false, deviceType: "unknown" },
			contact: {
				name: "Vera",
				email: "vera@shop.example",
				isVerified: false,
				externalId: null,
				metadata: { plan: "pro" },
			},
			hasMore: false,
		});
		expect(screen.items.map(({ text }) => text)).toEqual(["Hello"]);
		expect(screen.conversation.contactId).toBe(screen.contact?.id);
	});

	it("of nobody known has no contact", async () => {
		const screen = await story.ada.rpc("get_conversation", { id: open[0] });

		expect(openedConversation.parse(screen)).toMatchObject({
			contact: null,
			conversation: { visitorName: null, visitorImage: null, contactId: null },
		});
	});
});
