import { randomUUID } from "node:crypto";
import type { TransactionSql } from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;
/** Three conversations of Acme. */
let ids: string[];
let tagId: string;

const converse = async () => (await vera.writes("Hello")).conversation.id;

beforeAll(async () => {
	story = await openStory();
	tagId = (await story.ada.rpc("create_tag", { website_id: story.acme.websiteId, name: "vip" })).id;
});
beforeEach(async () => {
	vera = await story.enters();
	ids = [await converse(), await converse(), await converse()];
});
afterAll(() => story.close());

const bulk = (act: unknown, conversation_ids = ids) =>
	story.ada.rpc("bulk_act", { conversation_ids, act });
const refuses = (act: unknown) => story.ada.refusal("bulk_act", { conversation_ids: ids, act });
const opened = (id: string) => story.ada.rpc("get_conversation", { id });

/** Whether somebody waits inside a function. */
const waitsIn = (name: string) =>
	vi.waitUntil(
		async () =>
			(
				await story.sql`
					select from pg_catalog.pg_stat_activity
					where wait_event_type = 'Lock' and query like ${`%${name}%`} and pid <> pg_backend_pid()`
			).length > 0,
		5_000,
	);
/** Fails when somebody holds one of these conversations. */
const areFree = (conversationIds: string[]) =>
	story.sql`select from public.conversations where id = any (${conversationIds}) for update nowait`;
/** Calls a function as Ada in a transaction that is still open. */
const asAda = async (
	open: TransactionSql,
	call: (open: TransactionSql) => PromiseLike<unknown>,
) => {
	await open`select set_config('request.jwt.claims', ${JSON.stringify(story.ada.claims)}, true)`;
	await call(open);
};
const membership = async () => {
	const nora = await story.signsUp("Nora");
	const member = { organization_id: story.acme.organizationId, user_id: nora.id };
	await story.sql`insert into public.members ${story.sql(member)}`;
	return member;
};

describe("bulk acts at once", () => {
	it("on the same conversations in different orders wait for each other and end", async () => {
		const { ada, adam, grace } = story;
		const acts = [
			[ada, { type: "set_priority", priority: "high" }, ids],
			[adam, { type: "assign", userId: grace.id }, [...ids].reverse()],
			[grace, { type: "mark_unread" }, [ids[1], ids[2], ids[0]]],
			[ada, { type: "add_tag", tagId }, [ids[2], ids[0], ids[1]]],
			[adam, { type: "mark_read" }, [...ids].reverse()],
		] as const;

		const rounds = Array.from({ length: 4 }, () => acts).flat();
		const answers = await Promise.all(
			rounds.map(([agent, act, conversation_ids]) =>
				agent.client.rpc("bulk_act", { conversation_ids, act }),
			),
		);

		expect(answers.map(({ error }) => error)).toEqual(answers.map(() => null));
		for (const id of ids) {
			expect((await opened(id)).conversation).toMatchObject({
				priority: "high",
				assigneeId: grace.id,
				tags: [{ id: tagId }],
			});
		}
	});

	it("take conversations by id, whatever the order asked", async () => {
		const [low = "", middle = "", high = ""] = [...ids].sort();
		let waiting: Promise<unknown> | undefined;
		await story.sql.begin(async (holder) => {
			await holder`select from public.conversations where id = ${low} for update`;
			waiting = bulk({ type: "archive" }, [high, low, middle]);
			await waitsIn("bulk_act");
			await areFree([middle, high]);
		});
		await waiting;

		expect((await opened(high)).conversation.archivedAt).not.toBeNull();
	});

	it("wait for who deletes the tag before they take a conversation", async () => {
		const { ada, acme, sql } = story;
		const tag = await ada.rpc("create_tag", { website_id: acme.websiteId, name: randomUUID() });
		await bulk({ type: "add_tag", tagId: tag.id });
		let waiting: Promise<{ message: string }> | undefined;
		await sql.begin(async (open) => {
			await asAda(open, (open) => open`select private.delete_tag(${tag.id})`);
			waiting = refuses({ type: "remove_tag", tagId: tag.id });
			await waitsIn("bulk_act");
			await areFree(ids);
		});

		expect(await waiting).toMatchObject({ message: "bulk_refused" });
	});

	it("refuse to give conversations to who is removed meanwhile", async () => {
		const { acme, sql } = story;
		const { user_id } = await membership();
		let waiting: Promise<{ message: string }> | undefined;
		await sql.begin(async (open) => {
			await asAda(
				open,
				(open) => open`select private.remove_member(${acme.organizationId}, ${user_id})`,
			);
			waiting = refuses({ type: "assign", userId: user_id });
			await waitsIn("bulk_act");
		});

		expect(await waiting).toMatchObject({ message: "bulk_refused" });
	});

	it("hold and wait for no conversation of another organization", async () => {
		const { globex, grace, sql } = story;
		const vic = await story.enters({ at: globex });
		const foreign = (await vic.writes("Hello")).conversation.id;
		const conversation_ids = [...ids, foreign];

		await sql.begin(async (holder) => {
			await holder`select from public.conversations where id = ${foreign} for update`;
			expect(
				await story.ada.refusal("bulk_act", {
					conversation_ids,
					act: { type: "assign", userId: grace.id },
				}),
			).toMatchObject({ message: "bulk_refused" });
		});
	});

	it("leave nobody assigned who was removed meanwhile", async () => {
		const { acme, sql, ada } = story;
		const { user_id } = await membership();
		let waiting: Promise<{ status: number; message: string }> | undefined;
		await sql.begin(async (open) => {
			await asAda(
				open,
				(open) => open`select private.remove_member(${acme.organizationId}, ${user_id})`,
			);
			waiting = ada.refusal("assign", { conversation_id: ids[0], user_id });
			await waitsIn("assign");
		});

		expect(await waiting).toMatchObject({ status: 404, message: "member_not_found" });
	});
});
