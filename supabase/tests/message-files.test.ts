import { randomUUID } from "node:crypto";
import { timelineItem } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "./support/caller.ts";
import { askLink, attach, PNG, partOf, prepare, put } from "./support/files.ts";
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

const sends = (parts: unknown, extra: Record<string, unknown> = {}) =>
	vera.rpc("send_visitor_message", {
		conversation_id: conversationId,
		id: randomUUID(),
		text: "",
		parts,
		...extra,
	});
const teamSends = (parts: unknown, extra: Record<string, unknown> = {}) =>
	story.ada.rpc("send_message", {
		conversation_id: conversationId,
		id: randomUUID(),
		text: "Here",
		parts,
		...extra,
	});
const statusFor = async (caller: Caller, path: string) => (await askLink(caller, path)).status;

describe("a message", () => {
	it("names files without a word of text, and what is said of them is what was checked", async () => {
		const file = await attach(vera, conversationId, {
			name: "cat.png",
			type: "image/png",
			content: PNG,
		});

		const message = messageOf(
			await sends([
				{ type: "text", text: "ignored" },
				partOf(file, {
					mediaType: "text/html",
					size: 1,
					fileName: "evil.exe",
					width: 3,
					height: 4,
					onload: "alert(1)",
					source: "email",
				}),
			]),
		);

		expect(timelineItem.parse(message)).toMatchObject({ text: null });
		expect(message.parts).toEqual([
			{
				type: "image",
				url: file.path,
				mediaType: "image/png",
				fileName: "cat.png",
				size: PNG.length,
				width: 3,
				height: 4,
			},
		]);
	});

	it("answers again as it did, with its files", async () => {
		const id = randomUUID();
		const parts = [partOf(await attach(vera, conversationId))];

		const answers = [await sends(parts, { id }), await sends(parts, { id })];

		expect(answers[1]).toEqual(answers[0]);
	});

	it("that a racing one has the file of is refused, and only one of them is sent", async () => {
		const parts = [partOf(await attach(vera, conversationId))];

		const outcomes = await Promise.allSettled([sends(parts), sends(parts), sends(parts)]);

		expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
	});

	it.each([
		["that is missing", async () => partOf({ path: `${randomUUID()}/${randomUUID()}/x.txt` })],
		["that was not uploaded", async () => partOf(await prepare(vera, conversationId))],
		[
			"that was not checked",
			async () => {
				const prepared = await prepare(vera, conversationId);
				await put(vera, prepared.path);
				return partOf(prepared);
			},
		],
		["of another conversation", async () => partOf(await attach(vera, randomUUID()))],
		["of somebody else", async () => partOf(await attach(story.ada, conversationId))],
		[
			"that another message has",
			async () => {
				const part = partOf(await attach(vera, conversationId));
				await sends([part]);
				return part;
			},
		],
		["half a pixel wide", async () => partOf(await attach(vera, conversationId), { width: 0.5 })],
		["that is a script", async () => partOf({ path: "javascript:alert(1)" })],
		["without an address", async () => ({ type: "file", mediaType: "text/plain" })],
		[
			"of no known kind",
			async () => ({ ...partOf(await attach(vera, conversationId)), type: "x" }),
		],
		["that is a list", async () => [["deep"]]],
	])("may not name a file %s", async (_, part) => {
		await expect(sends([await part()])).rejects.toMatchObject({
			status: 422,
			message: "parts_invalid",
		});
	});

	it("may not name one file twice, nor more than ten", async () => {
		const bob = await story.enters();
		const { conversation } = await bob.writes("Hello");
		const parts = [];
		for (let n = 0; n < 11; n++) parts.push(partOf(await attach(bob, conversation.id)));
		const send = (chosen: unknown[]) =>
			bob.rpc("send_visitor_message", {
				conversation_id: conversation.id,
				id: randomUUID(),
				text: "",
				parts: chosen,
			});

		for (const refused of [parts, [parts[0], parts[0]], Array(1_000).fill(parts[0])]) {
			await expect(send(refused)).rejects.toMatchObject({ message: "parts_invalid" });
		}
		expect(messageOf(await send(parts.slice(0, 10))).parts).toHaveLength(10);
	});
});

describe("a message's file is read by who reads the message", () => {
	it("both sides of a public one, the contact's other device too, and nobody else", async () => {
		const identity = { isVerified: true, externalId: randomUUID() };
		const phone = await story.enters({ identity });
		const laptop = await story.enters({ identity });
		const unborn = randomUUID();
		const { path } = await attach(phone, unborn);
		await phone.rpc("send_visitor_message", {
			conversation_id: unborn,
			id: randomUUID(),
			text: "",
			parts: [partOf({ path })],
		});

		const readers = [phone, laptop, story.ada, story.grace];
		expect(await Promise.all(readers.map((reader) => statusFor(reader, path)))).toEqual([
			200, 200, 200, 200,
		]);
		const strangers = [vera, story.eve, story.nobody];
		expect(await Promise.all(strangers.map((one) => statusFor(one, path)))).toEqual([
			404, 404, 401,
		]);
	});

	it("the team alone, of a note", async () => {
		const { path } = await attach(story.ada, conversationId);
		await teamSends([partOf({ path })], { visibility: "private" });

		expect(await statusFor(story.grace, path)).toBe(200);
		expect(await statusFor(vera, path)).toBe(404);
	});

	it("nobody but its author, before it is sent", async () => {
		const { path } = await attach(story.ada, conversationId);

		expect(await statusFor(story.ada, path)).toBe(200);
		for (const other of [story.grace, vera]) expect(await statusFor(other, path)).toBe(404);
		const rows = await story.grace.client.from("attachments").select().eq("path", path);
		expect(rows.data).toEqual([]);
	});

	it("nobody, of a deleted one, whose file is deleted too", async () => {
		const { path } = await attach(vera, conversationId);
		const { id } = messageOf(await sends([partOf({ path })]));

		await vera.rpc("delete_message", { conversation_id: conversationId, id });

		for (const reader of [vera, story.ada]) expect(await statusFor(reader, path)).toBe(404);
		expect(
			await story.sql`
			select from private.jobs
			where kind = 'delete_files' and payload -> 'paths' ? ${path}`,
		).toHaveLength(1);
	});

	it("no blocked visitor, and no removed member", async () => {
		const bob = await story.enters();
		const unborn = randomUUID();
		const { path } = await attach(bob, unborn);
		await bob.rpc("send_visitor_message", {
			conversation_id: unborn,
			id: randomUUID(),
			text: "",
			parts: [partOf({ path })],
		});
		await story.ada.rpc("block_visitor", { visitor_id: bob.id });
		await story.sql`
			delete from public.members
			where user_id = ${story.adam.id} and organization_id = ${story.acme.organizationId}`;

		expect(await statusFor(bob, path)).toBe(403);
		expect(await statusFor(story.adam, path)).toBe(404);
	});
});

it("a website that goes takes its files with it, in jobs of a hundred", async () => {
	const { sql } = story;
	const at = story.globex;
	const bob = await story.enters({ at });
	const { conversation } = await bob.writes("Hello");
	await sql`
		insert into public.attachments (id, website_id, conversation_id, path, file_name, media_type, size)
		select ids.id, ${at.websiteId}, ${conversation.id},
			${`${at.websiteId}/${conversation.id}/`} || ids.id || '.txt', 'a.txt', 'text/plain', 1
		from (select gen_random_uuid() as id from generate_series(1, 250)) as ids`;

	await sql`delete from public.websites where id = ${at.websiteId}`;

	const jobs = await sql`
		select jsonb_array_length(payload -> 'paths') as size
		from private.jobs
		where kind = 'delete_files' and payload #>> '{paths,0}' like ${`${at.websiteId}/%`}
		order by size`;
	expect(jobs.map(({ size }) => size)).toEqual([50, 100, 100]);
});
