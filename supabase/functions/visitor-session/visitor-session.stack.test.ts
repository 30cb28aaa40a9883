import { createIdentityToken } from "@cossistant/node";
import { visitorSession } from "@cossistant/protocol/schemas";
import { jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ORIGIN, openShop, returning, type Shop } from "./story.ts";

const stack = inject("stack");
let shop: Shop;

beforeAll(async () => {
	shop = await openShop(stack);
});
afterAll(() => shop.close());

const chrome =
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36";

describe("a new visitor", () => {
	it("gets a session as the protocol says, with a token the project accepts", async () => {
		const session = await shop.enter({ device: { language: "fr" } });

		expect(visitorSession.strict().parse(session)).toEqual(session);
		expect(session).toMatchObject({
			publishableKey: stack.publishableKey,
			website: { name: "Acme", domain: "shop.example" },
			visitor: { isBlocked: false, language: "fr", contact: null },
			hasConversations: false,
			unreadCount: 0,
		});
		const { payload } = await jwtVerify(session.token, new TextEncoder().encode(stack.jwtSecret));
		expect(payload).toMatchObject({ role: "anon", sub: session.visitor.id });
		expect((await shop.call(session, "list_conversations")).status).toBe(200);
	});

	it("is kept with what the browser tells, and without its address or its secret", async () => {
		const device = { screen: "1920x1080", page: { url: "https://shop.example/a", title: "A" } };
		const headers = { "user-agent": chrome, "x-forwarded-for": "198.51.100.77" };

		const response = await shop.ask({ publicKey: shop.publicKey, device }, headers);

		const { visitor, refreshSecret } = await response.json();
		const [row] = await shop.sql`select * from public.visitors where id = ${visitor.id}`;
		expect(row).toMatchObject({
			browser: "Chrome 149",
			os: "Windows",
			device_type: "desktop",
			screen: "1920x1080",
			page_url: "https://shop.example/a",
			page_title: "A",
			fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
		});
		const kept = JSON.stringify([
			row,
			await shop.sql`select * from private.visitor_secrets where visitor_id = ${visitor.id}`,
			await shop.sql`select * from private.rate_limits where website_id = ${row?.website_id}`,
		]);
		expect(kept).toContain(visitor.id);
		expect(kept).not.toContain(refreshSecret);
		expect(kept).not.toContain("198.51.100.77");
	});
});

describe("a returning visitor", () => {
	it("is the same one, with a new secret", async () => {
		const first = await shop.enter();
		const second = await shop.enter(returning(first));

		expect(second.visitor.id).toBe(first.visitor.id);
		expect(second.refreshSecret).not.toBe(first.refreshSecret);
	});

	it("may ask from two tabs at once", async () => {
		const first = await shop.enter();

		const tabs = await Promise.all([shop.enter(returning(first)), shop.enter(returning(first))]);

		expect(tabs.map(({ visitor }) => visitor.id)).toEqual([first.visitor.id, first.visitor.id]);
	});

	it("whose answer was lost comes back with the secret of before, however late", async () => {
		const first = await shop.enter();
		await shop.enter(returning(first));
		await shop.passGrace();

		expect((await shop.enter(returning(first))).visitor.id).toBe(first.visitor.id);
	});

	it("can't come back with a secret once a newer one is in use and the grace is over", async () => {
		const first = await shop.enter();
		const second = await shop.enter(returning(first));
		const third = await shop.enter(returning(second));
		expect((await shop.enter(returning(first))).visitor.id).toBe(first.visitor.id);
		await shop.passGrace();

		const body = { publicKey: shop.publicKey };
		expect(await shop.refused({ ...body, ...returning(first) })).toMatchObject({
			status: 401,
			code: "refresh_secret_invalid",
		});
		expect((await shop.enter(returning(third))).visitor.id).toBe(first.visitor.id);
	});

	it("is nobody with another's secret, a made-up one, or in another shop", async () => {
		const vera = await shop.enter();
		const victor = await shop.enter();
		const other = await openShop(stack);
		const stolen = { visitor: { ...returning(vera).visitor, id: victor.visitor.id } };
		const madeUp = { visitor: { ...returning(vera).visitor, refreshSecret: "made-up" } };

		for (const proof of [stolen, madeUp]) {
			const answer = await shop.refused({ publicKey: shop.publicKey, ...proof });
			expect(answer).toMatchObject({ status: 401, code: "refresh_secret_invalid" });
		}
		const elsewhere = await other.refused({ publicKey: other.publicKey, ...returning(vera) });
		expect(elsewhere).toMatchObject({ status: 401, code: "refresh_secret_invalid" });
		await other.close();
	});
});

describe("a website", () => {
	it("is known by its public key alone", async () => {
		expect(await shop.refused({ publicKey: "pk_nobody_knows" })).toMatchObject({
			status: 401,
			code: "public_key_invalid",
			message: expect.stringMatching(/not known/),
			hint: expect.stringMatching(/dashboard/),
		});
	});

	it("lets in pages of its own origins", async () => {
		const other = await openShop(stack);
		await other.set({ allowed_origins: ["https://*.shop.example", "http://localhost:*"] });
		const statusFor = async (origin: string) =>
			(await other.ask({ publicKey: other.publicKey }, { origin })).status;

		expect(await statusFor("https://www.shop.example")).toBe(200);
		expect(await statusFor("http://localhost:4000")).toBe(200);
		for (const origin of [
			"https://shop.example.evil.example",
			"https://evilshop.example",
			"http://www.shop.example",
			"https://www.shop.example:8443",
			"null",
			"",
		]) {
			expect(await statusFor(origin), origin).toBe(403);
		}
		await other.close();
	});

	it("refuses a page of another origin so that the page can read why", async () => {
		const response = await shop.ask(
			{ publicKey: shop.publicKey },
			{ origin: "https://evil.example" },
		);

		expect(response.status).toBe(403);
		expect(response.headers.get("access-control-allow-origin")).toBe("https://evil.example");
		expect(await response.json()).toMatchObject({ code: "origin_not_allowed" });
	});

	it("that is switched off opens no session", async () => {
		const other = await openShop(stack);
		await other.set({ status: "inactive" });

		const answer = await other.refused({ publicKey: other.publicKey });

		expect(answer).toMatchObject({ status: 403, code: "website_inactive" });
		await other.close();
	});
});

describe("a blocked visitor", () => {
	it("is told so, and may do nothing with the token", async () => {
		const before = await shop.enter();
		await shop.block(before.visitor.id);

		const session = await shop.enter(returning(before));

		expect(session.visitor).toMatchObject({ id: before.visitor.id, isBlocked: true });
		const message = { conversation_id: crypto.randomUUID(), id: crypto.randomUUID(), text: "Hi" };
		for (const [name, args] of [
			["list_conversations", {}],
			["send_visitor_message", message],
			["update_contact_metadata", { metadata: { plan: "pro" } }],
		] as const) {
			const { status, answer } = await shop.call(session, name, args);
			expect(status, name).toBe(403);
			expect(answer, name).toMatchObject({ code: "PT403", message: "visitor_blocked" });
		}
	});
});

describe("an identity", () => {
	const identity = { externalId: "user-1", email: "vera@example.com", name: "Vera" };
	const signed = async (change: object = {}) => ({
		identity: {
			token: await createIdentityToken({
				secret: shop.identitySecret,
				publicKey: shop.publicKey,
				identity: { ...identity, ...change },
			}),
		},
	});

	it("signed by the backend shares history across devices; unsigned it sees nothing of it", async () => {
		const laptop = await shop.enter(await signed());
		const words = { id: crypto.randomUUID(), text: "Where is my order?" };
		await shop.call(laptop, "send_visitor_message", {
			conversation_id: crypto.randomUUID(),
			...words,
		});

		const phone = await shop.enter(await signed());
		const forger = await shop.enter({ identity });

		expect(phone.visitor.contact).toMatchObject({ email: "vera@example.com", isVerified: true });
		expect(phone.visitor.id).not.toBe(laptop.visitor.id);
		expect(phone.hasConversations).toBe(true);
		const onPhone = await shop.call(phone, "list_conversations");
		expect(onPhone.answer.conversations).toHaveLength(1);
		expect(onPhone.answer.conversations[0].lastItem.text).toBe("Where is my order?");

		expect(forger.visitor.contact).toMatchObject({ email: "vera@example.com", isVerified: false });
		expect(forger.hasConversations).toBe(false);
		const onForger = await shop.call(forger, "list_conversations");
		expect(onForger.answer.conversations).toEqual([]);
	});

	it("stays with the visitor, without a token, on the next visit", async () => {
		const first = await shop.enter(await signed({ externalId: "user-2", email: null }));

		const second = await shop.enter(returning(first));

		expect(second.visitor.contact).toMatchObject({ isVerified: true });
		const { payload } = await jwtVerify(second.token, new TextEncoder().encode(stack.jwtSecret));
		expect(payload.contact_id).toBe(second.visitor.contact?.id);
	});

	it("that is forged opens no session, and leaves no visitor behind", async () => {
		const count = async () => (await shop.sql`select count(*) from public.visitors`)[0]?.count;
		const other = await openShop(stack);
		const forgeries = [
			{ token: "e30.e30.e30" },
			{
				token: await createIdentityToken({
					secret: other.identitySecret,
					publicKey: shop.publicKey,
					identity,
				}),
			},
			{
				token: await createIdentityToken({
					secret: shop.identitySecret,
					publicKey: other.publicKey,
					identity,
				}),
			},
			{
				token: await createIdentityToken({
					secret: shop.identitySecret.replace("demo.", "revoked."),
					publicKey: shop.publicKey,
					identity,
				}),
			},
		];
		const before = await count();

		for (const forged of forgeries) {
			const answer = await shop.refused({ publicKey: shop.publicKey, identity: forged });
			expect(answer).toMatchObject({ status: 401, code: "identity_token_invalid" });
		}
		expect(await count()).toBe(before);
		await other.close();
	});

	it("whose token has ended says so", async () => {
		const token = await createIdentityToken({
			secret: shop.identitySecret,
			publicKey: shop.publicKey,
			identity,
			now: new Date(Date.now() - 2 * 60 * 60 * 1_000),
		});

		const answer = await shop.refused({ publicKey: shop.publicKey, identity: { token } });

		expect(answer).toMatchObject({ status: 401, code: "identity_token_expired" });
	});

	it("has to be signed where the website demands it", async () => {
		const other = await openShop(stack);
		await other.set({ identity_verification: "required" });

		const answer = await other.refused({ publicKey: other.publicKey, identity });

		expect(answer).toMatchObject({ status: 403, code: "identity_token_required" });
		await other.close();
	});
});

describe("too many requests", () => {
	it.each([
		["from one address", "session_ip", () => ({})],
		["by one visitor", "session_visitor", returning],
		["to one website", "session_website", () => ({})],
	] as const)("%s are told when to come back", async (_name, kind, proof) => {
		const other = await openShop(stack);
		// Before anything is counted: a rule of another length has another window.
		await other.limit(kind, 2);
		const first = await other.enter();
		await other.enter(proof(first));
		if (kind === "session_visitor") await other.enter(proof(first));

		const response = await other.ask({ publicKey: other.publicKey, ...proof(first) });

		expect(response.status).toBe(429);
		const answer = await response.json();
		expect(answer).toMatchObject({ code: "rate_limited" });
		expect(answer.retryAfterSeconds).toBeGreaterThan(0);
		expect(answer.retryAfterSeconds).toBeLessThanOrEqual(3_600);
		expect(response.headers.get("retry-after")).toBe(String(answer.retryAfterSeconds));
		await other.close();
	});

	it("of one address leave another alone", async () => {
		const other = await openShop(stack);
		await other.limit("session_ip", 1);
		const statusFrom = async (address: string) =>
			(await other.ask({ publicKey: other.publicKey }, { "x-forwarded-for": address })).status;

		expect(await statusFrom("198.51.100.1")).toBe(200);
		expect(await statusFrom("198.51.100.1")).toBe(429);
		expect(await statusFrom("198.51.100.2")).toBe(200);
		await other.close();
	});
});

describe("a body", () => {
	it.each(["", "{", "[]", "null", "\u0000", '{"publicKey":null}', "pk_demo", "{}"])(
		"that makes no sense is refused: %j",
		async (body) => {
			expect(await shop.refused(body)).toMatchObject({ status: 400, code: "invalid_request" });
		},
	);

	it("of 10 MB is refused, and the function lives on", async () => {
		const body = JSON.stringify({
			publicKey: shop.publicKey,
			device: { referrer: "x".repeat(1e7) },
		});

		expect(await shop.refused(body)).toMatchObject({ status: 413, code: "request_too_large" });
		expect((await shop.enter()).website.name).toBe("Acme");
	});

	it("with what Postgres can't store opens a session all the same", async () => {
		const page = { url: `${ORIGIN}/a`, title: "half \ud83d, \u0000 nul" };

		const { visitor } = await shop.enter({ device: { page } });

		const [row] = await shop.sql`select page_title from public.visitors where id = ${visitor.id}`;
		expect(row?.page_title).toBe("half \ufffd,  nul");
	});

	it("with names that Postgres can't store is the caller's mistake", async () => {
		const identity = { externalId: "u", metadata: { "a\u0000b": 1 } };

		const answer = await shop.refused({ publicKey: shop.publicKey, identity });

		expect(answer).toMatchObject({ status: 400, code: "invalid_request" });
	});
});

describe("a page", () => {
	it("may ask whether it may ask", async () => {
		const response = await fetch(`${stack.url}/functions/v1/visitor-session`, {
			method: "OPTIONS",
			headers: { origin: ORIGIN, "access-control-request-method": "POST" },
		});

		expect(response.status).toBe(204);
		expect(response.headers.get("access-control-allow-origin")).toBe(ORIGIN);
	});
});
