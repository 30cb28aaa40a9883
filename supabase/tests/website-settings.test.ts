import { createHash } from "node:crypto";
import { teamWebsite } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openStory, type Story, sessionRequest, type Team } from "./support/story.ts";

let story: Story;
let team: Team;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	const { id, publicKey } = await story.ada.rpc("create_website", {
		organization_id: story.acme.organizationId,
		name: "Shop",
		domain: "shop.example",
	});
	team = { organizationId: story.acme.organizationId, websiteId: id, publicKey };
});
afterAll(() => story.close());

const here = (args: Record<string, unknown> = {}) => ({ website_id: team.websiteId, ...args });

describe("the settings of a website", () => {
	it("change one by one; what is left out stays", async () => {
		const changes = {
			name: " Store ",
			description: "Good things",
			logoUrl: "https://shop.example/logo.png",
			allowedOrigins: ["https://Shop.example/"],
			identityVerification: "required",
			defaultMessages: [{ content: "Hi", senderType: "ai" }],
			quickOptions: ["Where is my order?"],
			isTypingPreviewEnabled: false,
			timezone: "Asia/Kathmandu",
		};

		const website = teamWebsite
			.strict()
			.parse(await story.adam.rpc("update_website", here({ changes })));

		expect(website).toMatchObject({
			...changes,
			name: "Store",
			allowedOrigins: ["https://shop.example"],
			domain: "shop.example",
			publicKey: team.publicKey,
		});
		const cleared = await story.ada.rpc(
			"update_website",
			here({ changes: { description: null, logoUrl: null } }),
		);
		expect(cleared).toMatchObject({ description: null, logoUrl: null, name: "Store" });
	});

	it("switched to inactive end new sessions", async () => {
		await story.ada.rpc("update_website", here({ changes: { status: "inactive" } }));

		await expect(story.enters({ at: team })).rejects.toMatchObject({ message: "website_inactive" });
	});

	it.each([
		[400, "invalid_request", null],
		[400, "invalid_request", {}],
		[400, "invalid_request", []],
		[400, "invalid_request", { publicKey: "pk_mine_mine_mine" }],
		[400, "invalid_request", { organizationId: "x" }],
		[400, "invalid_request", { status: "closed" }],
		[400, "invalid_request", { status: null }],
		[400, "invalid_request", { isTypingPreviewEnabled: "yes" }],
		[400, "invalid_request", { logoUrl: "javascript:alert(1)" }],
		[400, "invalid_request", { quickOptions: [1] }],
		[400, "invalid_request", { allowedOrigins: [1] }],
		[400, "invalid_request", { defaultMessages: [{ text: "Hi" }] }],
		[400, "invalid_request", { timezone: null }],
		[400, "invalid_request", { timezone: "Europe/Atlantis" }],
		[400, "invalid_request", { timezone: "Foo/Bar+3" }],
		[400, "invalid_request", { timezone: "Z".repeat(20_000) }],
		[400, "invalid_request", { timezone: "UTC'; drop table public.websites; --" }],
		[422, "name_invalid", { name: "" }],
		[422, "domain_invalid", { domain: "https://x" }],
		[422, "origin_invalid", { allowedOrigins: ["x"] }],
	])("are refused with %s %s for %j", async (status, message, changes) => {
		expect(await story.ada.refusal("update_website", here({ changes }))).toMatchObject({
			status,
			message,
		});
	});
});

describe("a rotated public key", () => {
	const opens = (publicKey: string) =>
		story.service.rpc("open_visitor_session", {
			request: { ...sessionRequest({ ...team, publicKey }) },
		});

	it("works on for a while beside the new one", async () => {
		const { publicKey } = await story.ada.rpc("rotate_public_key", here());

		expect(publicKey).not.toBe(team.publicKey);
		expect((await opens(publicKey)).website.id).toBe(team.websiteId);
		expect((await opens(team.publicKey)).website.id).toBe(team.websiteId);

		await story.sql`
			update private.retired_public_keys set ends_at = now() where website_id = ${team.websiteId}`;
		await expect(opens(team.publicKey)).rejects.toMatchObject({ message: "public_key_invalid" });
	});

	it("ends at once when no time is given", async () => {
		await story.ada.rpc("rotate_public_key", here({ grace_hours: 0 }));

		await expect(opens(team.publicKey)).rejects.toMatchObject({ message: "public_key_invalid" });
		expect(await story.ada.refusal("rotate_public_key", here({ grace_hours: -1 }))).toMatchObject({
			message: "invalid_request",
		});
	});
});

describe("identity secrets", () => {
	it("are listed without their secrets and end one by one", async () => {
		const first = await story.ada.rpc("create_identity_secret", here());
		const second = await story.ada.rpc("create_identity_secret", here());

		const listed = await story.ada.rpc("revoke_identity_secret", here({ kid: first.kid }));

		expect(listed).toMatchObject([
			{ kid: first.kid, revokedAt: expect.any(String) },
			{ kid: second.kid, revokedAt: null },
		]);
		expect(JSON.stringify(listed)).not.toContain(first.secret.split(".")[1]);
		const known = await story.service.rpc("identity_secrets", { public_key: team.publicKey });
		expect(known.map(({ kid }: { kid: string }) => kid)).toEqual([second.kid]);
	});
});

describe("an API key", () => {
	const hashOf = (key: string) => createHash("sha256").update(key).digest("hex");

	it("is shown once, kept as a hash, good for its website, until it is revoked", async () => {
		const { id, key, hint } = await story.ada.rpc("create_api_key", here({ name: "Backend" }));

		expect(key).toMatch(/^sk_[\w-]{32}$/);
		expect(key.endsWith(hint)).toBe(true);
		const resolved = await story.service.rpc("resolve_api_key", { key_hash: hashOf(key) });
		expect(resolved).toMatchObject({
			id,
			websiteId: team.websiteId,
			organizationId: team.organizationId,
		});
		expect(JSON.stringify(resolved)).not.toContain(key);
		const { data } = await story.ada.client.from("api_keys").select().eq("id", id);
		expect(data).toMatchObject([{ name: "Backend", hint, last_used_at: expect.any(String) }]);
		expect(JSON.stringify(data)).not.toContain(key);

		await story.adam.rpc("revoke_api_key", { id });
		expect(await story.service.refusal("resolve_api_key", { key_hash: hashOf(key) })).toMatchObject(
			{
				status: 401,
				message: "api_key_invalid",
			},
		);
	});

	it("of another organization does not exist", async () => {
		const { id } = await story.ada.rpc("create_api_key", here({ name: "Backend" }));

		expect(await story.eve.refusal("revoke_api_key", { id })).toMatchObject({
			status: 404,
			message: "api_key_not_found",
		});
	});
});
