import { randomUUID } from "node:crypto";
import { attachment as attachmentSchema } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCaller } from "./support/caller.ts";
import { askLink, attach, PNG, partOf, prepare, put } from "./support/files.ts";
import type { Claims } from "./support/stack.ts";
import { messageOf, openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;
let conversationId: string;

beforeAll(async () => {
	story = await openStory();
	vera = await story.enters();
	conversationId = (await vera.writes("Hello")).conversation.id;
});
afterAll(() => story.close());

const bucketOf = (caller: Pick<Visitor, "client">) => caller.client.storage.from("attachments");
const refusalOf = (args: object, caller: Pick<Visitor, "refusal"> = vera) =>
	caller.refusal("prepare_upload", {
		conversation_id: conversationId,
		id: randomUUID(),
		file_name: "a.txt",
		media_type: "text/plain",
		size: 5,
		...args,
	});
/** Another rule for a website of its own, so that nobody else meets it. */
async function limited(kind: string, hits: number) {
	const owner = await story.signsUp("Olga");
	const organization = await owner.rpc("create_organization", { name: `Shop ${owner.id}` });
	const website = await owner.rpc("create_website", {
		organization_id: organization.id,
		name: "Shop",
		domain: "shop.example",
	});
	await story.sql`
		insert into private.rate_limit_rules (kind, website_id, hits, seconds)
		values (${kind}, ${website.id}, ${hits}, 3600)`;
	return {
		organizationId: organization.id,
		websiteId: website.id,
		publicKey: website.publicKey,
	};
}

describe("preparing an upload", () => {
	it("answers the path that the file may be put at", async () => {
		const id = randomUUID();

		const prepared = await prepare(vera, conversationId, {
			name: "cat.png",
			type: "image/png",
			id,
		});

		expect(attachmentSchema.parse(prepared)).toEqual({
			id,
			conversationId,
			path: `${story.acme.websiteId}/${conversationId}/${id}.png`,
			fileName: "cat.png",
			mediaType: "image/png",
			size: 5,
			state: "pending",
		});
	});

	it("answers the same again, and takes no second place for it", async () => {
		const id = randomUUID();

		const answers = await Promise.all(
			Array.from({ length: 20 }, () => prepare(vera, conversationId, { id })),
		);

		expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
		expect(await story.sql`select from public.attachments where id = ${id}`).toHaveLength(1);
	});

	it("may come before the conversation's first message", async () => {
		const bob = await story.enters();
		const unborn = randomUUID();
		const file = await attach(bob, unborn);

		const sent = await bob.rpc("send_visitor_message", {
			conversation_id: unborn,
			id: randomUUID(),
			text: "",
			parts: [partOf(file)],
		});

		expect(messageOf(sent).parts).toMatchObject([{ url: file.path }]);
	});

	it("is open to agents, and to a verified contact's other device", async () => {
		const identity = { isVerified: true, externalId: randomUUID() };
		const phone = await story.enters({ identity });
		const laptop = await story.enters({ identity });
		const { conversation } = await phone.writes("Hello");

		for (const caller of [phone, laptop, story.ada, story.grace]) {
			const { path } = await prepare(caller, conversation.id);
			expect((await put(caller, path)).error).toBeNull();
		}
	});

	it.each([
		["another visitor", () => story.enters(), 404, "conversation_not_found"],
		["another team", () => story.eve, 404, "conversation_not_found"],
		["nobody", () => story.nobody, 401, "session_expired"],
	])("is refused to %s", async (_, caller, status, message) => {
		expect(await refusalOf({}, await caller())).toMatchObject({ status, message });
	});

	it("is refused to a blocked visitor, who uploads nothing that was prepared before", async () => {
		const bob = await story.enters();
		const { conversation } = await bob.writes("Hello");
		const { path } = await prepare(bob, conversation.id);
		await story.ada.rpc("block_visitor", { visitor_id: bob.id });

		expect((await put(bob, path)).error).not.toBeNull();
		expect(await refusalOf({ conversation_id: conversation.id }, bob)).toMatchObject({
			message: "visitor_blocked",
		});
	});

	it("is refused where support is switched off", async () => {
		const at = await limited("upload_visitor", 9);
		const bob = await story.enters({ at });
		await story.sql`update public.websites set status = 'inactive' where id = ${at.websiteId}`;

		expect(await refusalOf({ conversation_id: randomUUID() }, bob)).toMatchObject({
			status: 403,
			message: "website_inactive",
		});
	});

	it.each([
		["11 MB", { size: 11 * 1024 * 1024 }, 413, "file_too_large"],
		["nothing", { size: 0 }, 400, "invalid_request"],
		["less than nothing", { size: -1 }, 400, "invalid_request"],
		["HTML", { media_type: "text/html" }, 415, "file_type_not_allowed"],
		["SVG", { media_type: "image/svg+xml" }, 415, "file_type_not_allowed"],
		["an endless type", { media_type: "x".repeat(20_000) }, 415, "file_type_not_allowed"],
		["no name", { file_name: null }, 400, "invalid_request"],
		["no id", { id: null }, 400, "invalid_request"],
	])("is refused for %s", async (_, args, status, message) => {
		const before = await story.sql`select count(*) from public.attachments`;

		expect(await refusalOf(args)).toMatchObject({ status, message });

		expect(await story.sql`select count(*) from public.attachments`).toEqual(before);
	});

	it.each([
		["climbs", "../../etc/passwd", ".._.._etc_passwd"],
		["climbs backwards", "C:\\boot.ini", "C:_boot.ini"],
		["turns around", "photo\u202Egpj.exe", "photo_gpj.exe"],
		["is empty", "", "file"],
		["has no end", `${"x".repeat(20_000)}.png`, `${"x".repeat(251)}.png`],
	])("keeps of a name that %s what is one", async (_, name, kept) => {
		expect((await prepare(vera, conversationId, { name })).fileName).toBe(kept);
		await story.sql`delete from public.attachments where file_name = ${kept}`;
	});

	it("refuses an id that another file has", async () => {
		const { id } = await prepare(vera, conversationId);

		expect(await refusalOf({ id }, story.ada)).toMatchObject({ status: 409, message: "id_taken" });
	});

	it("stops when twenty files wait to be sent, however many ask at once", async () => {
		const bob = await story.enters();
		const { conversation } = await bob.writes("Hello");
		const asks = Array.from({ length: 24 }, () =>
			prepare(bob, conversation.id).then(
				() => "prepared",
				({ message }) => message,
			),
		);

		const outcomes = await Promise.all(asks);

		expect(outcomes.filter((outcome) => outcome === "too_many_files")).toHaveLength(4);
	});
});

describe("uploads are counted", () => {
	it.each([["upload_visitor"], ["upload_ip"], ["upload_website"]])(
		"by %s, and too many are told when to come back",
		async (kind) => {
			const at = await limited(kind, 2);
			const bob = await story.enters({ at });
			await prepare(bob, randomUUID());
			await prepare(bob, randomUUID());

			const refusal = await refusalOf({ conversation_id: randomUUID() }, bob);

			expect(refusal).toMatchObject({ status: 429, message: "rate_limited" });
			expect(JSON.parse(refusal.details ?? "").retryAfterSeconds).toBeGreaterThan(0);
		},
	);

	it("by address over all visitors who share it, and over no others", async () => {
		const at = await limited("upload_ip", 1);
		const from = async (ip_hash: string) =>
			createCaller({ ...((await story.enters({ at })).claims as Claims), ip_hash });
		await prepare(await from("one"), randomUUID());

		expect(await refusalOf({ conversation_id: randomUUID() }, await from("one"))).toMatchObject({
			status: 429,
		});
		await prepare(await from("two"), randomUUID());
	});
});

describe("a path", () => {
	it("takes one file, from who prepared it, and never another", async () => {
		const { path } = await prepare(vera, conversationId);
		for (const caller of [story.ada, await story.enters(), story.eve, story.nobody]) {
			expect((await put(caller, path)).error).not.toBeNull();
		}

		expect((await put(vera, path)).error).toBeNull();

		expect((await put(vera, path, { content: "other" })).error).not.toBeNull();
		await bucketOf(vera).upload(path, Buffer.from("other"), { upsert: true });
		await bucketOf(vera).move(path, `${path}2`);
		await bucketOf(vera).copy(path, `${path}2`);
		await bucketOf(vera).remove([path]);
		const kept = await story.service.client.storage.from("attachments").download(path);
		expect(await kept.data?.text()).toBe("hello");
	});

	it("that nobody prepared takes none", async () => {
		const folder = `${story.acme.websiteId}/${conversationId}`;
		for (const path of [`${folder}/${randomUUID()}.txt`, `${folder}/x.txt`, "x.txt"]) {
			expect((await put(vera, path)).error).not.toBeNull();
		}
	});

	it("takes none an hour later, unless it is prepared again", async () => {
		const id = randomUUID();
		const { path } = await prepare(vera, conversationId, { id });
		await story.sql`
			update public.attachments set created_at = now() - interval '61 minutes' where id = ${id}`;
		expect((await put(vera, path)).error).not.toBeNull();

		await prepare(vera, conversationId, { id });

		expect((await put(vera, path)).error).toBeNull();
	});

	it("takes none from who prepared it and works here no longer", async () => {
		const nora = await story.signsUp("Nora");
		const member = { organization_id: story.acme.organizationId, user_id: nora.id };
		await story.sql`insert into public.members ${story.sql(member)}`;
		const [before, after] = [
			await prepare(nora, conversationId),
			await prepare(nora, conversationId),
		];
		expect((await put(nora, before.path)).error).toBeNull();

		await story.ada.rpc("remove_member", member);

		expect((await put(nora, after.path)).error).not.toBeNull();
	});

	it("gives no signed upload, which could replace the file after it was checked", async () => {
		const { path } = await prepare(vera, conversationId);

		expect((await bucketOf(vera).createSignedUploadUrl(path)).error).not.toBeNull();
	});

	it("is read by nobody past the edge function", async () => {
		const { path } = await attach(vera, conversationId, { type: "image/png", content: PNG });
		for (const caller of [vera, story.ada, story.nobody]) {
			expect((await bucketOf(caller).download(path)).error).not.toBeNull();
			expect((await bucketOf(caller).createSignedUrl(path, 60)).error).not.toBeNull();
			expect((await bucketOf(caller).list(path.replace(/\/[^/]+$/, ""))).data ?? []).toEqual([]);
		}
	});

	it("is nobody's once it was swept", async () => {
		const { id, path } = await attach(vera, conversationId);
		await story.sql`
			update public.attachments set created_at = now() - interval '25 hours' where id = ${id}`;

		await story.service.rpc("run_housekeeping");

		expect(await askLink(vera, path)).toMatchObject({ status: 404, code: "attachment_not_found" });
		expect(
			await story.sql`
			select from private.jobs
			where kind = 'delete_files' and payload -> 'paths' ? ${path}`,
		).toHaveLength(1);
	});
});

describe("what was found in a file", () => {
	const completes = (path: string, version: unknown, is_accepted: unknown = true) =>
		story.service.rpc("complete_attachment_check", { path, version, is_accepted });

	it("counts for the upload that was looked at, and for no other", async () => {
		const { path } = await prepare(vera, conversationId);
		expect(await vera.refusal("open_attachment", { path })).toMatchObject({
			status: 409,
			message: "attachment_not_uploaded",
		});
		await put(vera, path);

		const opened = await vera.rpc("open_attachment", { path });

		expect(opened).toMatchObject({ isChecked: false, attachment: { state: "pending" } });
		for (const version of [null, "another"]) {
			await expect(completes(path, version)).rejects.toMatchObject({ status: 409 });
		}
		expect(await completes(path, opened.version)).toMatchObject({ state: "checked" });
		expect(await vera.rpc("open_attachment", { path })).toMatchObject({ isChecked: true });
	});

	it.each([[false], [null]])("refuses it for good unless it was accepted: %j", async (accepted) => {
		const { path } = await prepare(vera, conversationId);
		await put(vera, path);
		const { version } = await vera.rpc("open_attachment", { path });

		expect(await completes(path, version, accepted)).toMatchObject({ state: "refused" });

		expect(await completes(path, version, true)).toMatchObject({ state: "refused" });
		expect(await vera.refusal("open_attachment", { path })).toMatchObject({
			status: 422,
			message: "file_refused",
		});
		await bucketOf(story.service).remove([path]);
		expect((await put(vera, path)).error).not.toBeNull();
	});
});
