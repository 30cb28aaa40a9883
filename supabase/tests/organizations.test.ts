import { randomUUID } from "node:crypto";
import { teamWebsite } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCaller } from "./support/caller.ts";
import { openStory, type Story } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

const newAgent = async (claims: Record<string, unknown> = {}) => {
	const id = randomUUID();
	await story.sql`
		insert into auth.users (id, aud, role, email)
		values (${id}, 'authenticated', 'authenticated', ${`${id}@acme.test`})`;
	return { id, ...(await createCaller({ role: "authenticated", sub: id, ...claims })) };
};

describe("creating an organization", () => {
	it("makes the caller its owner, with a profile made of their token", async () => {
		const ida = await newAgent({
			email: "ida@acme.test",
			user_metadata: { name: "Ida Rhodes", avatar_url: "https://acme.test/ida.png" },
		});

		const organization = await ida.rpc("create_organization", { name: "  Köln & Söhne  " });

		expect(organization).toEqual({
			id: expect.any(String),
			name: "Köln & Söhne",
			slug: expect.stringMatching(/^k-ln-s-hne(-[0-9a-f]{8})?$/),
		});
		const { data: members } = await ida.client
			.from("members")
			.select("role, userId:user_id, profiles(name, image, email)")
			.eq("organization_id", organization.id);
		expect(members).toEqual([
			{
				role: "owner",
				userId: ida.id,
				profiles: {
					name: "Ida Rhodes",
					image: "https://acme.test/ida.png",
					email: "ida@acme.test",
				},
			},
		]);
	});

	it("gives a taken name another slug", async () => {
		const name = `Twin ${randomUUID().slice(0, 8)}`;

		const first = await story.ada.rpc("create_organization", { name });
		const second = await story.eve.rpc("create_organization", { name });

		expect(second.name).toBe(first.name);
		expect(second.slug).toMatch(new RegExp(`^${first.slug}-[0-9a-f]{8}$`));
	});

	it("is done at most twenty times a day", async () => {
		const ida = await newAgent();
		for (let count = 0; count < 20; count++)
			await ida.rpc("create_organization", { name: `Lab ${ida.id}` });

		expect(await ida.refusal("create_organization", { name: "Lab" })).toMatchObject({
			status: 429,
			message: "rate_limited",
		});
		await (await newAgent()).rpc("create_organization", { name: "Lab" });
	});

	it("never shows a visitor an address in the place of a name", async () => {
		const nameless = await newAgent({ email: "secret@acme.test" });

		await nameless.rpc("touch_agent");

		const { data } = await nameless.client
			.from("profiles")
			.select("name, email")
			.eq("user_id", nameless.id);
		expect(data).toEqual([{ name: "Team member", email: "secret@acme.test" }]);
	});

	it.each([[""], ["   "], [null], ["x".repeat(101)]])("refuses the name %j", async (name) => {
		expect(await story.ada.refusal("create_organization", { name })).toMatchObject({
			status: 422,
			message: "name_invalid",
		});
	});
});

describe("creating a website", () => {
	const create = (change: Record<string, unknown>) => ({
		organization_id: story.acme.organizationId,
		name: "Shop",
		domain: "shop.example",
		...change,
	});

	it("gives it a public key, and lets pages of its domain in unless other origins are named", async () => {
		const website = teamWebsite
			.strict()
			.parse(await story.ada.rpc("create_website", create({ domain: "Shop.Example" })));

		expect(website).toMatchObject({
			name: "Shop",
			domain: "shop.example",
			status: "active",
			publicKey: expect.stringMatching(/^pk_[\w-]{24}$/),
			allowedOrigins: ["https://shop.example", "https://*.shop.example"],
		});
		const local = await story.ada.rpc("create_website", create({ domain: "localhost" }));
		expect(local.allowedOrigins).toEqual(["http://localhost:*", "http://127.0.0.1:*"]);
		const named = await story.ada.rpc(
			"create_website",
			create({ allowed_origins: ["https://Shop.example/", "http://localhost:*"] }),
		);
		expect(new Set(named.allowedOrigins)).toEqual(
			new Set(["https://shop.example", "http://localhost:*"]),
		);
	});

	it.each([
		["domain_invalid", { domain: "" }],
		["domain_invalid", { domain: null }],
		["domain_invalid", { domain: "https://shop.example" }],
		["domain_invalid", { domain: "shop_example.com" }],
		["domain_invalid", { domain: `${"a".repeat(64)}.example` }],
		["domain_invalid", { domain: `${"a.".repeat(126)}example` }],
		["name_invalid", { name: "" }],
		["origin_invalid", { allowed_origins: ["shop.example"] }],
		["origin_invalid", { allowed_origins: ["https://shop.example/path"] }],
		["origin_invalid", { allowed_origins: ["javascript:alert(1)"] }],
		["origin_invalid", { allowed_origins: [null] }],
	])("refuses with %s %j", async (message, change) => {
		expect(await story.ada.refusal("create_website", create(change))).toMatchObject({
			status: 422,
			message,
		});
	});

	it("is for owners and admins", async () => {
		await story.adam.rpc("create_website", create({}));

		expect(await story.grace.refusal("create_website", create({}))).toMatchObject({
			status: 403,
			message: "not_allowed",
		});
		expect(await story.eve.refusal("create_website", create({}))).toMatchObject({
			status: 404,
			message: "organization_not_found",
		});
	});

	it("is done five hundred times at most", async () => {
		const at = { organization_id: story.globex.organizationId };
		await story.sql`
			insert into public.websites (organization_id, name, domain)
			select ${at.organization_id}, 'Many', 'many.example' from generate_series(1, 498)`;
		const { id } = await story.eve.rpc("create_website", create(at));

		expect(await story.eve.refusal("create_website", create(at))).toMatchObject({
			status: 409,
			message: "limit_reached",
		});
		await story.eve.rpc("delete_website", { id });
		await story.eve.rpc("create_website", create(at));
	});

	it("leaves a line in the audit log", async () => {
		const { id } = await story.adam.rpc("create_website", create({}));

		const { data } = await story.ada.client
			.from("audit_log")
			.select("action, actor:actor_user_id")
			.eq("website_id", id);
		expect(data).toEqual([{ action: "website_created", actor: story.adam.id }]);
	});
});

describe("an identity secret", () => {
	it("is shown once, as kid and key in one text, and known to the edge function", async () => {
		const { kid, secret } = await story.ada.rpc("create_identity_secret", {
			website_id: story.acme.websiteId,
		});
		const second = await story.adam.rpc("create_identity_secret", {
			website_id: story.acme.websiteId,
		});

		expect(secret).toMatch(new RegExp(`^${kid}\\.[\\w-]{43}$`));
		const known = await story.service.rpc("identity_secrets", { public_key: story.acme.publicKey });
		expect(known).toEqual([
			{ kid, secret: secret.split(".")[1] },
			{ kid: second.kid, secret: second.secret.split(".")[1] },
		]);
	});

	it("is one of at most twenty, of which the revoked are none", async () => {
		const site = { website_id: story.globex.websiteId };
		const create = () => story.eve.rpc("create_identity_secret", site);
		const [first] = await Promise.all(Array.from({ length: 20 }, create));

		expect(await story.eve.refusal("create_identity_secret", site)).toMatchObject({
			status: 409,
			message: "limit_reached",
		});
		await story.eve.rpc("revoke_identity_secret", { ...site, kid: first.kid });
		await create();
	});
});

describe("a website of another organization", () => {
	it("does not exist", async () => {
		expect(
			await story.eve.refusal("create_identity_secret", { website_id: story.acme.websiteId }),
		).toMatchObject({ status: 404, message: "website_not_found" });
	});
});

describe("an account that is deleted", () => {
	it("loses every access and leaves its name with what it wrote", async () => {
		const { sql, acme } = story;
		const ida = await newAgent({ user_metadata: { name: "Ida" } });
		await ida.rpc("touch_agent");
		await sql`insert into public.members (organization_id, user_id) values (${acme.organizationId}, ${ida.id})`;
		const vera = await story.enters();
		const { conversation } = await vera.writes("Hello");
		await ida.rpc("send_message", {
			conversation_id: conversation.id,
			id: randomUUID(),
			text: "Hi",
		});

		await sql`delete from auth.users where id = ${ida.id}`;

		expect(await ida.refusal("get_conversation", { id: conversation.id })).toMatchObject({
			status: 404,
		});
		expect((await vera.rpc("list_conversations")).conversations[0].participants).toMatchObject([
			{ id: ida.id, name: "Ida" },
		]);
	});
});

describe("deleting an organization", () => {
	it("takes everything of it along", async () => {
		const other = await openStory();
		const { sql, acme } = other;
		const vera = await other.enters({ identity: { isVerified: true, externalId: "vera" } });
		const { conversation } = await vera.writes("Hello");
		await other.ada.replies(conversation.id, "Hi");
		await other.ada.rpc("create_identity_secret", { website_id: acme.websiteId });

		await sql`delete from public.organizations where id = ${acme.organizationId}`;

		const left = await sql`
			select (select count(*) from public.websites where id = ${acme.websiteId})
				+ (select count(*) from public.timeline_items where website_id = ${acme.websiteId})
				+ (select count(*) from public.visitors where website_id = ${acme.websiteId})
				+ (select count(*) from private.visitor_secrets where website_id = ${acme.websiteId}) as rows`;
		expect(Number(left[0]?.rows)).toBe(0);
		await other.close();
	});
});
