import { randomUUID } from "node:crypto";
import { publicVisitor, publicWebsite } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStory, type Story, sessionRequest, type Team } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

const open = (change: Record<string, unknown> = {}, team: Team = story.acme) =>
	story.service.rpc("open_visitor_session", { request: { ...sessionRequest(team), ...change } });

describe("a new visitor", () => {
	it("gets the website and itself as the protocol says", async () => {
		await story.sql`
			update public.websites set
				description = 'Good things',
				quick_options = '{"Where is my order?"}',
				default_messages = '[{"content": "Hi", "senderType": "team_member"}]'
			where id = ${story.acme.websiteId}`;

		const answer = await open({ device: { language: "fr-CH", timezone: "Europe/Zurich" } });

		expect(publicWebsite.strict().parse(answer.website)).toMatchObject({
			id: story.acme.websiteId,
			name: "Acme",
			domain: "shop.example",
			description: "Good things",
			quickOptions: ["Where is my order?"],
			defaultMessages: [{ content: "Hi", senderType: "team_member" }],
			availableAIAgents: [],
		});
		expect(publicVisitor.strict().parse(answer.visitor)).toMatchObject({
			isBlocked: false,
			language: "fr-CH",
			timezone: "Europe/Zurich",
			contact: null,
		});
		expect(answer).toMatchObject({
			organizationId: story.acme.organizationId,
			verifiedContactId: null,
			hasConversations: false,
			unreadCount: 0,
		});
	});

	it("is told which agents are there: seen within five minutes and not away by choice", async () => {
		const { sql, acme, ada, adam, grace } = story;
		await sql`update public.profiles set last_seen_at = now() where user_id = ${ada.id}`;
		await sql`
			update public.profiles set last_seen_at = now() - interval '6 minutes' where user_id = ${adam.id}`;
		await sql`update public.profiles set is_away = true where user_id = ${grace.id}`;

		const { website } = await open();

		expect(website.availableHumanAgents).toEqual([
			{ id: ada.id, name: "Ada Lovelace", image: null, lastSeenAt: website.lastOnlineAt },
		]);
		expect(JSON.stringify(website)).not.toContain("@");
		await sql`update public.profiles set is_away = false where user_id = ${grace.id}`;
		expect(acme.websiteId).toBe(website.id);
	});
});

describe("a session is refused for", () => {
	it("a wrong public key", async () => {
		expect(await story.isRefused({ publicKey: "pk_wrong" })).toMatchObject({
			status: 401,
			message: "public_key_invalid",
		});
		expect(
			await story.service.refusal("identity_secrets", { public_key: "pk_wrong" }),
		).toMatchObject({ status: 401, message: "public_key_invalid" });
	});

	it.each([
		["https://evil.example"],
		["https://shop.example.evil.example"],
		["https://evilshop.example"],
		["http://shop.example"],
		["https://shop.example:8443"],
		["null"],
		[null],
	])("the origin %s", async (origin) => {
		expect(await story.isRefused({ origin })).toMatchObject({
			status: 403,
			message: "origin_not_allowed",
		});
	});

	it("a website that is switched off", async () => {
		const { id, publicKey } = await story.ada.rpc("create_website", {
			organization_id: story.acme.organizationId,
			name: "Old",
			domain: "old.example",
		});
		await story.sql`update public.websites set status = 'inactive' where id = ${id}`;

		expect(await story.isRefused({ publicKey, origin: "https://old.example" })).toMatchObject({
			status: 403,
			message: "website_inactive",
		});
	});
});

describe("an origin", () => {
	const allows = async (origins: string[], origin: string | null) => {
		const [row] = await story.sql`select private.allows_origin(${origins}, ${origin}) as allowed`;
		return row?.allowed;
	};

	it.each([
		[["https://shop.example"], "https://shop.example", true],
		[["https://shop.example"], "HTTPS://Shop.Example", true],
		[["https://shop.example"], "https://www.shop.example", false],
		[["https://*.shop.example"], "https://www.shop.example", true],
		[["https://*.shop.example"], "https://a.b.shop.example", true],
		[["https://*.shop.example"], "https://shop.example", false],
		[["https://*.shop.example"], "https://shopXexample", false],
		[["http://localhost:*"], "http://localhost:3000", true],
		[["http://localhost:*"], "http://localhost", true],
		[["http://localhost:*"], "http://localhost:3000.evil.example", false],
		[["http://127.0.0.1:*"], "http://127a0b0c1:80", false],
		[["*"], "https://anything.example", true],
		[["*"], null, true],
		[[], "https://anything.example", true],
		[[], null, true],
		[["https://shop.example"], null, false],
	])("%j and %s: %s", async (origins, origin, allowed) => {
		expect(await allows(origins, origin)).toBe(allowed);
	});
});

describe("a returning visitor", () => {
	const hashes = async (visitorId: string) =>
		(
			await story.sql`
				select hash, expires_at is not null as retired from private.visitor_secrets
				where visitor_id = ${visitorId} order by id`
		).map(({ hash, retired }) => [hash, retired]);

	it("is the same, keeps what it does not tell this time, and gets a new secret", async () => {
		const vera = await story.enters();
		await story.sql`update public.visitors set language = 'de' where id = ${vera.id}`;

		const again = await story.enters({ as: vera });

		expect(again.id).toBe(vera.id);
		expect(again.visitor.language).toBe("de");
		expect(await hashes(vera.id)).toEqual([
			[vera.secretHash, false],
			[again.secretHash, false],
		]);
	});

	it("retires older secrets by using a newer one, a minute later", async () => {
		const first = await story.enters();
		const second = await story.enters({ as: first });
		const third = await story.enters({ as: second });

		expect(await hashes(first.id)).toEqual([
			[first.secretHash, true],
			[second.secretHash, false],
			[third.secretHash, false],
		]);
		// Another tab still holds the first: it may be late by a minute.
		expect((await story.enters({ as: first })).id).toBe(first.id);
		await story.sql`
			update private.visitor_secrets set expires_at = now() - interval '1 second'
			where visitor_id = ${first.id} and expires_at is not null`;
		await expect(story.enters({ as: first })).rejects.toMatchObject({
			status: 401,
			message: "refresh_secret_invalid",
		});
	});

	it("whose answers are lost again and again comes back with the same secret, and fills no table", async () => {
		const vera = await story.enters();
		await story.sql`
			insert into private.rate_limit_rules (kind, website_id, hits, seconds)
			values ('session_visitor', ${story.acme.websiteId}, 1000, 60)`;

		for (let n = 0; n < 60; n++) await story.enters({ as: vera });

		const kept = await hashes(vera.id);
		expect(kept.length).toBeLessThanOrEqual(53);
		expect(kept[0]).toEqual([vera.secretHash, false]);
		expect((await story.enters({ as: vera })).id).toBe(vera.id);
	});

	it.each([
		["a wrong secret", () => ({ refreshSecretHash: "wrong" })],
		["no secret", () => ({ refreshSecretHash: null })],
		["an unknown id", () => ({ id: randomUUID() })],
		["an id that is none", () => ({ id: "1 or 1=1" })],
	])("is refused with %s", async (_, change) => {
		const vera = await story.enters();
		const visitor = { id: vera.id, refreshSecretHash: vera.secretHash, ...change() };

		expect(await story.isRefused({ visitor })).toMatchObject({
			status: 401,
			message: "refresh_secret_invalid",
		});
	});

	it("of another website is refused", async () => {
		const vera = await story.enters();

		await expect(story.enters({ as: vera, at: story.globex })).rejects.toMatchObject({
			message: "refresh_secret_invalid",
		});
	});

	it("who is blocked is told so, and gets nothing else", async () => {
		const vera = await story.enters({ identity: { isVerified: false, email: "v@acme.test" } });
		const { conversation } = await vera.writes("Hello");
		await story.ada.replies(conversation.id, "Go away");
		await story.ada.rpc("block_visitor", { visitor_id: vera.id });

		const answer = await open({
			visitor: { id: vera.id, refreshSecretHash: vera.secretHash },
			identity: { isVerified: true, externalId: "vera" },
		});

		expect(answer.visitor.isBlocked).toBe(true);
		expect(answer).toMatchObject({
			hasConversations: false,
			unreadCount: 0,
			verifiedContactId: null,
		});
	});

	it("is told of conversations and unread messages", async () => {
		const vera = await story.enters();
		const { conversation } = await vera.writes("Hello");
		await story.ada.replies(conversation.id, "Hi");
		await story.ada.replies(conversation.id, "How can I help?");

		const answer = await open({ visitor: { id: vera.id, refreshSecretHash: vera.secretHash } });

		expect(answer).toMatchObject({ hasConversations: true, unreadCount: 2 });
	});
});

describe("the page a visitor looks at", () => {
	it("is kept by touch_visitor, without a write when nothing is new", async () => {
		const vera = await story.enters();
		const page = { url: "https://shop.example/cart", title: "Cart" };
		const row = async () =>
			(await story.sql`select *, xmin::text from public.visitors where id = ${vera.id}`)[0];

		await vera.rpc("touch_visitor", { page });
		const touched = await row();
		await vera.rpc("touch_visitor", { page });

		expect(touched).toMatchObject({ page_url: page.url, page_title: page.title });
		expect((await row())?.xmin).toBe(touched?.xmin);
	});

	it.each([[null], ["/cart"], [{}], [{ url: 7 }], [[]]])("can't be %j", async (page) => {
		const vera = await story.enters();

		expect((await vera.refusal("touch_visitor", { page })).status).toBe(400);
	});
});
