import { randomUUID } from "node:crypto";
import { topics } from "@cossistant/protocol";
import { accessEnded, conversationDeleted } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { announcedOn } from "./support/live.ts";
import { openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

/** A word that stands nowhere but in what is told of one person. */
const secret = () => `s${randomUUID().replaceAll("-", "")}`;
const contactOf = ({ visitor }: Visitor) => String(visitor.contact?.id);

/** Vera, who has told us much on two devices, and a browser that the team has merged with her. */
async function vera() {
	const word = secret();
	const identity = {
		isVerified: true,
		externalId: word,
		email: `${word}@shop.example`,
		name: word,
		metadata: { plan: word },
	};
	const [phone, laptop] = [await story.enters({ identity }), await story.enters({ identity })];
	const claim = await story.enters({ identity: { ...identity, isVerified: false } });
	const ids = [];
	for (const device of [phone, laptop, claim]) {
		await device.rpc("touch_visitor", { page: { url: `https://shop.example/${word}` } });
		const { id } = (await device.writes(`I am ${word}`)).conversation;
		await story.ada.replies(id, `Hello ${word}`);
		await story.ada.notes(id, `It is ${word}`);
		await story.ada.rpc("assign", { conversation_id: id, user_id: story.grace.id });
		await story.ada.rpc("set_title", { conversation_id: id, title: word });
		await device.rpc("rate_conversation", { conversation_id: id, rating: 1, comment: word });
		ids.push(id);
	}
	await story.ada.rpc("merge_contacts", { from_id: contactOf(claim), into_id: contactOf(phone) });
	await story.ada.rpc("update_contact", {
		id: contactOf(phone),
		changes: { name: word, metadata: { mood: word } },
	});
	return { word, phone, laptop, claim, ids, id: contactOf(phone) };
}

/** In which tables a word stands, anywhere. */
async function whereIs(word: string): Promise<string[]> {
	const tables = await story.sql<{ name: string }[]>`
		select format('%I.%I', schemaname, tablename) as name
		from pg_catalog.pg_tables
		where schemaname in ('public', 'private', 'storage', 'realtime')
			and has_table_privilege('postgres', format('%I.%I', schemaname, tablename), 'select')`;
	const found: string[] = [];
	for (const { name } of tables) {
		const rows = await story.sql.unsafe(
			`select from ${name} as row where row::text like '%' || $1 || '%' limit 1`,
			[word],
		);
		if (rows.length > 0) found.push(name);
	}
	return found;
}

type Job = { kind: string; payload: Record<string, unknown> };

/** Does what the worker would do, through the calls that it makes. */
async function work(): Promise<Job[]> {
	const done: Job[] = [];
	for (;;) {
		const [job] = await story.sql<Job[]>`
			delete from private.jobs
			where id = (
				select id from private.jobs
				where kind in ('erase_person', 'forget_announcements')
					and payload ->> 'websiteId' = ${story.acme.websiteId}
				order by id limit 1
			)
			returning kind, payload`;
		if (!job) return done;
		done.push(job);
		const { websiteId: website_id, ...rest } = job.payload;
		if (job.kind === "erase_person") {
			await story.service.rpc("erase_more", {
				website_id,
				contact_id: rest.contactId,
				visitor_id: rest.visitorId,
			});
		} else {
			await story.service.rpc("forget_announcements", {
				website_id,
				conversation_ids: rest.conversationIds,
				person_ids: rest.personIds,
			});
		}
	}
}

describe("erasing a contact", () => {
	it("leaves nothing of them anywhere, and a line in the audit log that says nothing", async () => {
		const { word, id, ids } = await vera();
		expect(await whereIs(word)).toContain("public.timeline_items");

		await story.adam.rpc("erase_contact", { id });
		await work();

		expect(await whereIs(word)).toEqual([]);
		const lines = await story.sql`
			select action, actor_user_id, detail from public.audit_log
			where subject_id = ${id} and action = 'contact_erased'`;
		expect([...lines]).toEqual([
			{ action: "contact_erased", actor_user_id: story.adam.id, detail: {} },
		]);
		for (const conversation of ids) {
			expect(await story.ada.refusal("get_conversation", { id: conversation })).toMatchObject({
				status: 404,
			});
		}
	});

	it("works at once: for its browsers, for the team, and once", async () => {
		const { id, phone, laptop, claim } = await vera();

		await story.ada.rpc("erase_contact", { id });

		for (const device of [phone, laptop, claim]) {
			expect(await device.refusal("list_conversations")).toMatchObject({
				status: 401,
				message: "session_expired",
			});
			await expect(story.enters({ as: device })).rejects.toMatchObject({
				message: "refresh_secret_invalid",
			});
		}
		for (const [name, args] of [
			["get_contact", { id }],
			["erase_contact", { id }],
			["update_contact", { id, changes: { name: "X" } }],
		] as const) {
			expect(await story.ada.refusal(name, args)).toMatchObject({
				status: 404,
				message: "contact_not_found",
			});
		}
		expect(await story.ada.refusal("block_visitor", { visitor_id: phone.id })).toMatchObject({
			message: "visitor_not_found",
		});
	});

	it("is told on every topic that showed the conversation, and to live channels of its browsers", async () => {
		const { id, phone, ids } = await vera();
		const conversation = String(ids[0]);

		await story.ada.rpc("erase_contact", { id });

		const named = [
			topics.inbox(story.acme.websiteId),
			topics.conversation(conversation),
			topics.conversationTeam(conversation),
			topics.visitor(phone.id),
			topics.contact(id),
		];
		for (const topic of named) {
			const deleted = (await announcedOn(story.sql, [topic]))
				.filter(({ event }) => event === "conversation_deleted")
				.map(({ payload }) => conversationDeleted.strict().parse(payload).conversationId);
			expect(deleted).toContain(conversation);
		}
		const ended = (await announcedOn(story.sql, [topics.visitor(phone.id)])).filter(
			({ event }) => event === "access_ended",
		);
		expect(ended.map(({ payload }) => accessEnded.strict().parse(payload))).toEqual([
			{ reason: "visitor_erased", subjectId: phone.id },
		]);
	});

	it("asks for its files to be deleted, a hundred at a time", async () => {
		const { id, ids } = await vera();
		const folder = `${story.acme.websiteId}/${ids[0]}`;
		await story.sql`
			insert into storage.objects (bucket_id, name)
			select 'attachments', ${folder} || '/' || n || '.png' from generate_series(1, 150) as n`;

		await story.ada.rpc("erase_contact", { id });

		const jobs = await story.sql`
			select payload from private.jobs where kind = 'delete_files' and payload::text like ${`%${ids[0]}%`}`;
		const paths = jobs.map(({ payload }) => payload.paths);
		expect(paths.map(({ length }) => length).sort()).toEqual([100, 50]);
		expect(paths.flat()).toContain(`${folder}/150.png`);
		expect(new Set(jobs.map(({ payload }) => payload.bucket))).toEqual(new Set(["attachments"]));
	});

	it("takes a long history in parts, and is done when all of it is gone", async () => {
		const { word, id, phone } = await vera();
		await story.sql`
			insert into public.conversations (id, organization_id, website_id, visitor_id, title)
			select gen_random_uuid(), ${story.acme.organizationId}, ${story.acme.websiteId}, ${phone.id}, ${word}
			from generate_series(1, 250)`;

		await story.ada.rpc("erase_contact", { id });
		expect(await whereIs(word)).toContain("public.conversations");
		const done = await work();

		expect(done.map(({ kind }) => kind)).toContain("erase_person");
		expect(await whereIs(word)).toEqual([]);
	});

	it("touches nobody else", async () => {
		const { id } = await vera();
		const other = await vera();

		await story.ada.rpc("erase_contact", { id });
		await work();

		expect((await other.phone.rpc("list_conversations")).conversations).toHaveLength(2);
		expect((await story.ada.rpc("get_contact", { id: other.id })).contact.name).toBe(other.word);
		expect(await whereIs(other.word)).toContain("realtime.messages");
	});

	it("ends while they write, without a message left behind", async () => {
		const { word, id, phone, ids } = await vera();

		await Promise.allSettled([
			...Array.from({ length: 6 }, () => phone.writes(word, { conversationId: String(ids[0]) })),
			story.ada.rpc("erase_contact", { id }),
			...Array.from({ length: 6 }, () => phone.writes(word)),
		]);
		await work();

		expect(await whereIs(word)).toEqual([]);
	});

	it("is not for members, and a job alone erases nobody", async () => {
		const { id, phone } = await vera();

		expect(await story.grace.refusal("erase_contact", { id })).toMatchObject({
			status: 403,
			message: "not_allowed",
		});
		await story.service.rpc("erase_more", {
			website_id: story.acme.websiteId,
			contact_id: id,
			visitor_id: phone.id,
		});
		expect((await phone.rpc("list_conversations")).conversations).toHaveLength(2);
	});
});

describe("erasing a visitor", () => {
	it("takes their conversations with them", async () => {
		const word = secret();
		const visitor = await story.enters();
		await visitor.writes(word);

		await story.ada.rpc("erase_visitor", { id: visitor.id });
		await work();

		expect(await whereIs(word)).toEqual([]);
		expect(await story.ada.refusal("erase_visitor", { id: visitor.id })).toMatchObject({
			status: 404,
			message: "visitor_not_found",
		});
	});

	it("who is a contact is refused: the contact is to be erased", async () => {
		const { phone } = await vera();

		expect(await story.ada.refusal("erase_visitor", { id: phone.id })).toMatchObject({
			status: 409,
			message: "visitor_identified",
		});
	});
});
