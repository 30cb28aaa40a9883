import { randomUUID } from "node:crypto";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startStack } from "../../packages/stack/src/stack.ts";
import type { Stack } from "../../packages/stack/src/types.ts";
import { openShop, type Shop } from "./visitor-session/story.ts";

const PATIENTLY = { timeout: 15_000, interval: 50 };
let stack: Stack;
let shop: Shop;
let vera: SupabaseClient;

beforeAll(async () => {
	// A stack of its own: here the worker runs, and takes whatever job there is.
	stack = await startStack({ ephemeral: true, port: 0, clock: true });
	shop = await openShop(stack);
});
beforeEach(async () => {
	const { token } = await shop.enter();
	vera = createClient(stack.url, stack.publishableKey, { accessToken: async () => token });
});
afterAll(async () => {
	await shop?.close();
	await stack?.stop();
});

const post = (name: string, headers: Record<string, string>, body: object) =>
	fetch(`${stack.url}/functions/v1/${name}`, {
		method: "POST",
		headers: { "content-type": "application/json", ...headers },
		body: JSON.stringify(body),
	});

/** A file of a conversation to be, uploaded and checked, with a link to it. */
async function attached() {
	const conversationId = randomUUID();
	const { data } = await vera.rpc("prepare_upload", {
		conversation_id: conversationId,
		id: randomUUID(),
		file_name: "a.txt",
		media_type: "text/plain",
		size: 5,
	});
	await vera.storage.from("attachments").upload(data.path, "hello", { contentType: "text/plain" });
	const answer = await vera.functions.invoke("attachments", { body: { path: data.path } });
	const link = stack.url + answer.data.link;
	return { conversationId, id: data.id as string, path: data.path as string, link };
}
const isStored = async (path: string) => {
	const service = createClient(stack.url, stack.secretKey);
	return (await service.storage.from("attachments").download(path)).error === null;
};
const jobsLeft = () =>
	shop.sql`select payload, attempts, last_error from private.jobs where kind = 'delete_files'`;

it("a file that nobody sent is gone from Storage after a day, and one that waits is not", async () => {
	const [orphan, waiting] = [await attached(), await attached()];
	await shop.sql`
		update public.attachments set created_at = now() - interval '25 hours' where id = ${orphan.id}`;
	expect(await isStored(orphan.path)).toBe(true);

	// A run of the worker ends with housekeeping.
	await post("worker", { apikey: stack.secretKey }, {});

	await expect.poll(() => isStored(orphan.path), PATIENTLY).toBe(false);
	expect(await isStored(waiting.path)).toBe(true);
	await expect.poll(jobsLeft, PATIENTLY).toHaveLength(0);
});

it("a deleted message's file is gone at once, and with it every link to it", async () => {
	const { conversationId, path, link } = await attached();
	const id = randomUUID();
	await vera.rpc("send_visitor_message", {
		conversation_id: conversationId,
		id,
		text: "",
		parts: [{ type: "file", url: path }],
	});
	expect((await fetch(link)).status).toBe(200);

	await vera.rpc("delete_message", { conversation_id: conversationId, id });

	await expect.poll(async () => (await fetch(link)).status, PATIENTLY).toBe(400);
	expect(await isStored(path)).toBe(false);
});

it("a visitor who goes takes the files of every conversation along", async () => {
	const { conversationId, path } = await attached();
	await vera.rpc("send_visitor_message", {
		conversation_id: conversationId,
		id: randomUUID(),
		text: "",
		parts: [{ type: "file", url: path }],
	});

	await shop.sql`
		delete from public.visitors
		using public.conversations
		where conversations.id = ${conversationId} and visitors.id = conversations.visitor_id`;

	await expect.poll(() => isStored(path), PATIENTLY).toBe(false);
});

it("files that are gone already are no failure", async () => {
	await shop.sql`
		select private.enqueue('delete_files', '{"bucket": "attachments", "paths": ["a/b/gone.txt"]}')`;

	await expect.poll(jobsLeft, PATIENTLY).toHaveLength(0);
});

it("a job that names no files fails with a sentence", async () => {
	await shop.sql`select private.enqueue('delete_files', '{"bucket": "attachments"}')`;

	await expect
		.poll(jobsLeft, PATIENTLY)
		.toMatchObject([{ last_error: expect.stringContaining('"paths"') }]);
});

it("while Storage can't be had, the job waits for its next try", async () => {
	await shop.sql`delete from private.jobs`;
	const { path, id } = await attached();
	await stack.services.storage.stop();

	await shop.sql`delete from public.attachments where id = ${id}`;

	await expect
		.poll(jobsLeft, PATIENTLY)
		.toMatchObject([{ attempts: 1, last_error: expect.any(String) }]);
	await stack.services.storage.start();
	expect(await isStored(path)).toBe(true);
	await shop.sql`update private.jobs set run_at = now()`;
	await post("worker", { apikey: stack.secretKey }, {});
	await expect.poll(() => isStored(path), PATIENTLY).toBe(false);
});
