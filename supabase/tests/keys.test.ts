import { createHash, randomUUID } from "node:crypto";
import {
	createdApiKey,
	inboxCounts,
	resolvedApiKey,
	teamConversation,
	teamWebsite,
} from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStory, type Story, sessionRequest, type Team } from "./support/story.ts";

let story: Story;
let acme: Team;
/** Acme as a developer's machine names it: by the test key. */
let trial: Team;

beforeAll(async () => {
	story = await openStory();
	acme = story.acme;
	const website = await story.ada.rpc("update_website", {
		website_id: acme.websiteId,
		changes: { allowedOrigins: ["https://shop.example"] },
	});
	trial = { ...acme, publicKey: teamWebsite.parse(website).testPublicKey };
});
afterAll(() => story.close());

const open = (publicKey: string, origin: string | null) =>
	story.service.client.rpc("open_visitor_session", {
		request: { ...sessionRequest(acme), publicKey, origin },
	});

const hashOf = (key: string) => createHash("sha256").update(key).digest("hex");

describe("a test key", () => {
	it.each([
		["https://shop.example", 200],
		["http://localhost", 200],
		["http://localhost:3000", 200],
		["https://app.localhost:8443", 200],
		["http://127.0.0.1:5173", 200],
		["http://[::1]:3000", 200],
		["http://localhost.evil.example", 403],
		["http://evil-localhost:3000", 403],
		["http://127.0.0.1.evil.example", 403],
		["https://evil.example", 403],
		[null, 403],
	])("opens a session from %s: %i", async (origin, status) => {
		expect((await open(trial.publicKey, origin)).status).toBe(status);
	});

	it("is the only kind that localhost needs no allowance for", async () => {
		expect((await open(acme.publicKey, "http://localhost:3000")).error?.message).toBe(
			"origin_not_allowed",
		);
	});

	it("marks what its visitors write, and keeps it out of the inbox and its numbers", async () => {
		const { ada } = story;
		const website_id = acme.websiteId;
		const before = inboxCounts.parse(await ada.rpc("inbox_counts", { website_id }));
		const tester = await story.enters({ at: trial });
		const { id } = (await tester.writes("Does this work?")).conversation;

		const after = inboxCounts.parse(await ada.rpc("inbox_counts", { website_id }));
		expect(after).toEqual({ ...before, test: before.test + 1 });
		const shown = async (filter: object) =>
			(await ada.rpc("inbox", { website_id, filter })).conversations.map(
				(row: { id: string }) => row.id,
			);
		expect(await shown({})).not.toContain(id);
		expect(await shown({ unread: true })).not.toContain(id);
		expect(await shown({ box: "test" })).toEqual([id]);
		const opened = await ada.rpc("get_conversation", { id });
		expect(teamConversation.parse(opened.conversation).isTest).toBe(true);
		expect(opened.visitor.isTest).toBe(true);
	});

	it("keeps a test in its box, wherever the team puts it", async () => {
		const { ada } = story;
		const website_id = acme.websiteId;
		const before = await ada.rpc("inbox_counts", { website_id });
		const tester = await story.enters({ at: trial });
		const conversation_id = (await tester.writes("Away with it")).conversation.id;
		await ada.rpc("snooze", { conversation_id, until: "2100-01-01T00:00:00Z" });
		await ada.rpc("set_status", { conversation_id, status: "resolved" });
		await ada.rpc("archive", { conversation_id });
		await ada.rpc("mark_spam", { conversation_id });

		expect(await ada.rpc("inbox_counts", { website_id })).toEqual({
			...before,
			test: before.test + 1,
		});
		for (const box of ["inbox", "snoozed", "archived", "spam"]) {
			const page = await ada.rpc("inbox", { website_id, filter: { box } });
			expect(page.conversations.map((row: { id: string }) => row.id)).not.toContain(
				conversation_id,
			);
		}
	});

	it("marks what the team begins with its visitors too", async () => {
		const tester = await story.enters({ at: trial });
		const act = await story.ada.rpc("start_conversation", {
			website_id: acme.websiteId,
			conversation_id: randomUUID(),
			id: randomUUID(),
			text: "Hello, developer",
			visitor_id: tester.id,
		});

		expect(act.conversation.isTest).toBe(true);
	});

	it("can't come back as the visitor of a live key, nor the other way round", async () => {
		const tester = await story.enters({ at: trial });
		const vera = await story.enters();
		const backAs = (visitor: typeof vera, publicKey: string) =>
			story.isRefused({
				publicKey,
				visitor: { id: visitor.id, refreshSecretHash: visitor.secretHash },
			});

		expect((await backAs(tester, acme.publicKey)).message).toBe("refresh_secret_invalid");
		expect((await backAs(vera, trial.publicKey)).message).toBe("refresh_secret_invalid");
	});

	it("knows contacts of its own: user 1 of a developer's machine is not user 1 of the site", async () => {
		const identity = { isVerified: true, externalId: "1", email: "one@acme.test" };
		const vera = await story.enters({ identity });
		await vera.writes("A secret of mine");
		const tester = await story.enters({ at: trial, identity });

		expect(tester.visitor.contact?.id).not.toBe(vera.visitor.contact?.id);
		expect((await tester.rpc("list_conversations")).conversations).toEqual([]);
		const again = await story.enters({ at: trial, identity });
		expect(again.visitor.contact).toMatchObject({
			id: tester.visitor.contact?.id,
			email: "one@acme.test",
		});
		expect((await story.enters({ identity })).visitor.contact).toEqual(vera.visitor.contact);
	});

	it("is replaced by itself, and works on for a while", async () => {
		const website_id = acme.websiteId;
		const rotate = (args: object) =>
			story.ada.rpc("rotate_public_key", { website_id, kind: "test", ...args });

		const rotated = teamWebsite.parse(await rotate({}));
		expect(rotated.publicKey).toBe(acme.publicKey);
		expect(rotated.testPublicKey).toMatch(/^pk_test_/);
		expect(rotated.testPublicKey).not.toBe(trial.publicKey);
		expect((await open(trial.publicKey, "http://localhost:3000")).status).toBe(200);
		const old = await story.enters({ at: trial });
		expect((await old.writes("Still a test")).conversation.id).toBeTruthy();
		const [row] = await story.sql`select is_test from public.visitors where id = ${old.id}`;
		expect(row?.is_test).toBe(true);

		const ended = rotated.testPublicKey;
		trial = { ...trial, publicKey: (await rotate({ grace_hours: 0 })).testPublicKey };
		expect((await open(ended, "http://localhost:3000")).error?.message).toBe("public_key_invalid");
	});

	it("is one kind of two", async () => {
		const refusal = await story.ada.refusal("rotate_public_key", {
			website_id: acme.websiteId,
			kind: null,
		});
		expect(refusal.message).toBe("invalid_request");
	});
});

describe("a secret key", () => {
	const create = (rest: object) =>
		story.ada.rpc("create_api_key", { website_id: acme.websiteId, name: "Backend", ...rest });
	const resolve = (key: string) => story.service.rpc("resolve_api_key", { key_hash: hashOf(key) });

	it("is good for everything and for ever, unless less is said", async () => {
		const made = createdApiKey.parse(await create({}));

		expect(made.expiresAt).toBeNull();
		expect(resolvedApiKey.parse(await resolve(made.key))).toMatchObject({
			id: made.id,
			websiteId: acme.websiteId,
			scopes: ["conversations:read", "conversations:write", "contacts:read", "contacts:write"],
		});
	});

	it("has the scopes its maker named, each once", async () => {
		const scopes = ["contacts:read", "conversations:read", "contacts:read"];
		const made = await create({ scopes });

		expect(made.scopes).toEqual(["conversations:read", "contacts:read"]);
	});

	it("is refused what it has no scope for, and only that", async () => {
		const made = await create({ scopes: ["contacts:read"] });
		const ask = (scope: string) =>
			story.sql`select id from private.require_api_key(${hashOf(made.key)}, ${scope}::public.api_scope)`;

		expect(await ask("contacts:read")).toEqual([{ id: made.id }]);
		await expect(ask("contacts:write")).rejects.toMatchObject({
			code: "PT403",
			message: "scope_missing",
		});
	});

	it.each([
		["no scope at all", { scopes: [] }],
		["a scope that is none", { scopes: ["everything"] }],
		["null for a scope", { scopes: [null] }],
		["an end in the past", { expires_at: "2020-01-01T00:00:00Z" }],
		["an end that is never", { expires_at: "infinity" }],
		["an end that is none", { expires_at: "soon" }],
	])("is not made with %s", async (_, rest) => {
		const refusal = await story.ada.refusal("create_api_key", {
			website_id: acme.websiteId,
			name: "Odd",
			...rest,
		});
		expect(refusal.status).toBe(400);
		const rows = await story.sql`
			select from public.api_keys where website_id = ${acme.websiteId} and name = 'Odd'`;
		expect(rows).toEqual([]);
	});

	it("is one of at most five hundred, of which the revoked are none", async () => {
		const site = { website_id: story.globex.websiteId };
		await story.sql`
			insert into public.api_keys (organization_id, website_id, name, hint)
			select ${story.globex.organizationId}, ${story.globex.websiteId}, 'Many', 'x' from generate_series(1, 499)`;
		const last = await story.eve.rpc("create_api_key", { ...site, name: "Last" });

		expect(await story.eve.refusal("create_api_key", { ...site, name: "More" })).toMatchObject({
			status: 409,
			message: "limit_reached",
		});
		await story.eve.rpc("revoke_api_key", { id: last.id });
		await story.eve.rpc("create_api_key", { ...site, name: "More" });
	});

	it("is revoked once", async () => {
		const { id } = await create({});
		await story.ada.rpc("revoke_api_key", { id });
		await story.ada.rpc("revoke_api_key", { id });

		const lines = await story.sql`
			select action from public.audit_log where subject_id = ${id} order by created_at`;
		expect(lines.map(({ action }) => action)).toEqual(["api_key_created", "api_key_revoked"]);
	});

	it("ends at its time", async () => {
		const made = await create({ expires_at: "2100-01-01T00:00:00Z" });
		expect((await resolve(made.key)).expiresAt).toBe("2100-01-01T00:00:00+00:00");

		await story.sql`update public.api_keys set expires_at = now() where id = ${made.id}`;

		const refusal = await story.service.refusal("resolve_api_key", { key_hash: hashOf(made.key) });
		expect(refusal).toMatchObject({ status: 401, message: "api_key_invalid" });
	});

	it.each([[""], ["sk_"], ["zz"], ["'; --"], ["0".repeat(20_000)]])("is not %j", async (hash) => {
		expect((await story.service.refusal("resolve_api_key", { key_hash: hash })).message).toBe(
			"api_key_invalid",
		);
	});
});
