import { visitorSession } from "@cossistant/protocol/schemas";
import { exportJWK, generateKeyPair, importJWK, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { Refusal } from "../_shared/refusal.ts";
import { handle } from "./handler.ts";
import { NOW, PUBLIC_KEY, pageRequest, SYMMETRIC_KEY, vera, world } from "./testing.ts";

const verifying = { currentDate: NOW };

describe("a session", () => {
	it("is answered as the protocol says", async () => {
		const { deps } = await world();

		const response = await handle(pageRequest(), deps);

		expect(response.status).toBe(200);
		const session = await response.json();
		expect(visitorSession.strict().parse(session)).toEqual(session);
		expect(session).toMatchObject({
			publishableKey: "sb_publishable_test",
			refreshSecret: "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc",
			expiresAt: "2026-11-21T13:00:00.000Z",
			visitor: { id: vera.visitor.id, isBlocked: false },
			website: { name: "Acme" },
		});
	});

	it("comes with a token of role anon that lives for an hour and names nobody's audience", async () => {
		const { deps } = await world();

		const { token } = await (await handle(pageRequest(), deps)).json();

		const key = await importJWK(SYMMETRIC_KEY);
		const { payload, protectedHeader } = await jwtVerify(token, key, verifying);
		expect(protectedHeader).toEqual({ alg: "HS256", typ: "JWT" });
		const iat = NOW.getTime() / 1_000;
		expect(payload).toEqual({
			role: "anon",
			sub: vera.visitor.id,
			website_id: vera.website.id,
			organization_id: vera.organizationId,
			ip_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
			iat,
			exp: iat + 3_600,
		});
	});

	it("is signed with ES256 and the key's id where the project has such a key", async () => {
		const pair = await generateKeyPair("ES256", { extractable: true });
		// As the Supabase CLI writes it.
		const key = {
			...(await exportJWK(pair.privateKey)),
			kid: "9fdd7324",
			use: "sig",
			key_ops: ["sign", "verify"],
			alg: "ES256",
			ext: true,
		};
		const { deps } = await world({ key });

		const { token } = await (await handle(pageRequest(), deps)).json();

		const { protectedHeader } = await jwtVerify(token, pair.publicKey, verifying);
		expect(protectedHeader).toEqual({ alg: "ES256", typ: "JWT", kid: "9fdd7324" });
	});

	it("opens a contact's history only when the database says that it is verified", async () => {
		const contactId = "0199a000-0000-7000-8000-000000000004";
		const { deps } = await world({ opened: { ...vera, verifiedContactId: contactId } });

		const { token } = await (await handle(pageRequest(), deps)).json();

		const { payload } = await jwtVerify(token, await importJWK(SYMMETRIC_KEY), verifying);
		expect(payload.contact_id).toBe(contactId);
	});

	it("tells a blocked visitor so, with a token that says it too", async () => {
		const opened = { ...vera, visitor: { ...vera.visitor, isBlocked: true } };
		const { deps } = await world({ opened });

		const response = await handle(pageRequest(), deps);

		expect(response.status).toBe(200);
		const { token, visitor } = await response.json();
		expect(visitor.isBlocked).toBe(true);
		const { payload } = await jwtVerify(token, await importJWK(SYMMETRIC_KEY), verifying);
		expect(payload.is_blocked).toBe(true);
	});
});

describe("the database", () => {
	it("sees hashes, never a secret or an address", async () => {
		const { deps, openVisitorSession } = await world();
		const visitor = { id: vera.visitor.id, refreshSecret: "the-old-secret" };

		await handle(pageRequest({ publicKey: PUBLIC_KEY, visitor }), deps);

		const [asked] = openVisitorSession.mock.calls[0] ?? [];
		expect(asked).toMatchObject({
			publicKey: PUBLIC_KEY,
			origin: "http://localhost:3001",
			ipHash: expect.stringMatching(/^[0-9a-f]{64}$/),
			visitor: {
				id: vera.visitor.id,
				// SHA-256 of "the-old-secret".
				refreshSecretHash: "47ee7176d756d906d2be4fa62bebaa9cd4b067735442c62e4e996d860b4c3aac",
			},
			newRefreshSecretHash: expect.stringMatching(/^[0-9a-f]{64}$/),
			identity: null,
		});
		expect(JSON.stringify(asked)).not.toContain("the-old-secret");
		expect(JSON.stringify(asked)).not.toContain("203.0.113.7");
	});

	it("counts one address the same each time, and another way under another signing key", async () => {
		const other = { ...SYMMETRIC_KEY, k: SYMMETRIC_KEY.k.toUpperCase() };
		const hashes = [];
		for (const key of [SYMMETRIC_KEY, SYMMETRIC_KEY, other]) {
			const { deps, openVisitorSession } = await world({ key });
			await handle(pageRequest(), deps);
			hashes.push(openVisitorSession.mock.calls[0]?.[0].ipHash);
		}

		expect(hashes[0]).toBe(hashes[1]);
		expect(hashes[0]).not.toBe(hashes[2]);
	});

	it("learns what the browser says of itself and what its headers tell", async () => {
		const { deps, openVisitorSession } = await world();
		const device = {
			language: "fr",
			timezone: "Europe/Paris",
			screen: "1920x1080",
			page: { url: "https://shop.example/cart", title: "Cart \ud83d" },
		};
		const userAgent =
			"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36";

		await handle(
			pageRequest({ publicKey: PUBLIC_KEY, device }, { headers: { "user-agent": userAgent } }),
			deps,
		);

		expect(openVisitorSession.mock.calls[0]?.[0].device).toEqual({
			...device,
			// Half an emoji, as cutting a title leaves it, can't be stored.
			page: { ...device.page, title: "Cart \ufffd" },
			browser: "Chrome 149",
			os: "Windows",
			deviceType: "desktop",
			fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
		});
	});

	it("hears of an unsigned identity that it is not verified", async () => {
		const { deps, openVisitorSession, identitySecrets } = await world();
		const identity = { externalId: "u1", email: "vera@example.com", metadata: { plan: "pro" } };

		await handle(pageRequest({ publicKey: PUBLIC_KEY, identity }), deps);

		expect(openVisitorSession.mock.calls[0]?.[0].identity).toEqual({
			...identity,
			isVerified: false,
		});
		expect(identitySecrets).not.toHaveBeenCalled();
	});

	it("is told of no origin when the caller is not a page", async () => {
		const { deps, openVisitorSession } = await world();
		const request = pageRequest();
		request.headers.delete("origin");

		const response = await handle(request, deps);

		expect(openVisitorSession.mock.calls[0]?.[0].origin).toBeNull();
		expect(response.headers.has("access-control-allow-origin")).toBe(false);
	});
});

describe("pages of any origin", () => {
	it("may ask whether they may ask", async () => {
		const { deps } = await world();

		const response = await handle(pageRequest(undefined, { method: "OPTIONS" }), deps);

		expect(response.status).toBe(204);
		expect(Object.fromEntries(response.headers)).toMatchObject({
			"access-control-allow-origin": "http://localhost:3001",
			"access-control-allow-methods": "POST, OPTIONS",
			"access-control-allow-headers": "authorization, x-client-info, apikey, content-type",
			vary: "origin",
		});
		expect(response.headers.has("access-control-allow-credentials")).toBe(false);
	});

	it("may read answers and refusals, which nobody may keep", async () => {
		const { deps } = await world();

		for (const body of [undefined, "nonsense"]) {
			const { headers } = await handle(pageRequest(body), deps);

			expect(headers.get("access-control-allow-origin")).toBe("http://localhost:3001");
			expect(headers.get("cache-control")).toBe("no-store");
			expect(headers.get("vary")).toBe("origin");
		}
	});
});

describe("a request that makes no sense", () => {
	const none = { id: vera.visitor.id, refreshSecret: "s" };
	const cases: [name: string, body: unknown, hint: RegExp][] = [
		["nothing", "", /Send JSON/],
		["no JSON", "{", /Send JSON/],
		["a list", "[]", /expected object/],
		["null", "null", /expected object/],
		["no public key", {}, /publicKey/],
		["a public key that is a number", { publicKey: 7 }, /publicKey/],
		["an id that is none", { publicKey: "pk_x", visitor: { ...none, id: "1" } }, /visitor\.id/],
		["an id without a secret", { publicKey: "pk_x", visitor: { id: none.id } }, /refreshSecret/],
		["an identity of nobody", { publicKey: "pk_x", identity: { name: "Vera" } }, /identity/],
		[
			"nested metadata",
			{ publicKey: "pk_x", identity: { externalId: "1", metadata: { plan: { name: "pro" } } } },
			/identity/,
		],
		[
			"an endless language",
			{ publicKey: "pk_x", device: { language: "x".repeat(36) } },
			/language/,
		],
	];

	it.each(cases)("is refused with its reason: %s", async (_name, body, hint) => {
		const { deps, openVisitorSession } = await world();

		const response = await handle(pageRequest(body), deps);

		expect(response.status).toBe(400);
		const answer = await response.json();
		expect(answer.code).toBe("invalid_request");
		expect(answer.hint).toMatch(hint);
		expect(openVisitorSession).not.toHaveBeenCalled();
	});

	it("is refused when it is too large", async () => {
		const { deps } = await world();

		const response = await handle(pageRequest({ publicKey: "x".repeat(70_000) }), deps);

		expect(response.status).toBe(413);
		expect(await response.json()).toEqual({
			code: "request_too_large",
			message: "The request is too large. Send less at once.",
			hint: "Send at most 64 kB.",
		});
	});

	it("is refused when it is no POST", async () => {
		const { deps } = await world();

		const response = await handle(pageRequest(undefined, { method: "GET" }), deps);

		expect(response.status).toBe(405);
		expect(response.headers.get("allow")).toBe("POST, OPTIONS");
		expect((await response.json()).code).toBe("method_not_allowed");
	});
});

describe("a refusal of the database", () => {
	async function refusedBy(refusal: unknown) {
		const openVisitorSession = async () => {
			throw refusal;
		};
		const { deps, report } = await world({ database: { openVisitorSession } });
		return { response: await handle(pageRequest(), deps), report };
	}

	it.each([
		["public_key_invalid", 401],
		["refresh_secret_invalid", 401],
		["origin_not_allowed", 403],
		["website_inactive", 403],
		["identity_token_required", 403],
		["metadata_invalid", 422],
	] as const)("is passed on: %s", async (code, status) => {
		const { response, report } = await refusedBy(
			new Refusal(code, { message: "No.", hint: "Do." }),
		);

		expect(response.status).toBe(status);
		expect(await response.json()).toEqual({ code, message: "No.", hint: "Do." });
		expect(report).not.toHaveBeenCalled();
	});

	it("says when to come back", async () => {
		const { response } = await refusedBy(new Refusal("rate_limited", { retryAfterSeconds: 30 }));

		expect(response.status).toBe(429);
		expect(response.headers.get("retry-after")).toBe("30");
		expect(response.headers.get("access-control-expose-headers")).toBe("retry-after");
		expect(await response.json()).toEqual({
			code: "rate_limited",
			message: "Too many requests. Try again later.",
			retryAfterSeconds: 30,
		});
	});

	it("tells the log, not the caller, what nobody foresaw", async () => {
		const failure = new Error("password authentication failed for user postgres");

		const { response, report } = await refusedBy(failure);

		expect(response.status).toBe(500);
		expect(await response.json()).toEqual({
			code: "internal",
			message: "Something went wrong on our side. Try again.",
		});
		expect(report).toHaveBeenCalledWith(failure);
	});

	it("tells a page to try again while the database can't be reached", async () => {
		const cause = new TypeError("fetch failed");

		const { response, report } = await refusedBy(new Refusal("unavailable", { cause }));

		expect(response.status).toBe(503);
		expect((await response.json()).code).toBe("unavailable");
		expect(report).toHaveBeenCalledWith(cause);
	});
});
