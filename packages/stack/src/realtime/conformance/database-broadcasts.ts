import { describe, expect, it } from "vitest";
import { topicFor } from "../testing/policies.ts";
import type { RawClient } from "../testing/raw-client.ts";
import { isWhole, type Target } from "./target.ts";

export function databaseBroadcasts(target: () => Target): void {
	async function listen(vsn = "2.0.0"): Promise<{ topic: string; socket: RawClient }> {
		const topic = topicFor("r");
		const socket = await target().connect({ vsn });
		const token = await target().token();
		const reply = await socket.join(
			`realtime:${topic}`,
			{ private: true, broadcast: { replication_ready: true } },
			{ token, withinMs: 20_000 },
		);
		expect(reply.status).toBe("ok");
		const said = await socket.next({ event: "system" }, 20_000);
		expect(said.payload.message).toBe("Replication connection established");
		return { topic, socket };
	}

	describe.runIf(isWhole)("9. realtime.send", () => {
		it("of a committed transaction arrives, as stored, as a frame of kind 4", async () => {
			const { sql } = target();
			const { topic, socket } = await listen();
			await sql`select realtime.send(${sql.json({ text: "hi" })}, 'said', ${topic})`;
			const frame = await socket.next({ event: "broadcast" });
			const [row] = await sql`select id, payload from realtime.messages where topic = ${topic}`;
			expect(frame.bytes[0]).toBe(4);
			expect(frame.payload).toEqual({
				type: "broadcast",
				event: "said",
				payload: { text: "hi", id: row?.id },
				meta: { id: row?.id },
			});
			expect(row?.payload).toEqual({ text: "hi", id: row?.id });
		});

		it("keeps the id that a payload has, beside that of the row", async () => {
			const { sql } = target();
			const { topic, socket } = await listen();
			await sql`select realtime.send(${sql.json({ id: "mine" })}, 'said', ${topic})`;
			const { payload } = await socket.next({ event: "broadcast" });
			expect(payload.payload).toEqual({ id: "mine" });
			expect(payload.meta.id).toMatch(/^[0-9a-f-]{36}$/);
		});

		it("of a transaction that is rolled back never arrives", async () => {
			const { sql } = target();
			const { topic, socket } = await listen();
			await sql
				.begin(async (tx) => {
					await tx`select realtime.send('{}', 'undone', ${topic})`;
					throw new Error("undo");
				})
				.catch(() => {});
			await sql`select realtime.send('{}', 'done', ${topic})`;
			expect((await socket.next({ event: "broadcast" })).payload.event).toBe("done");
			expect(socket.pending()).toEqual([]);
		});

		it("waits for the commit, and follows the order of commits", async () => {
			const { sql } = target();
			const { topic, socket } = await listen();
			await sql.begin(async (first) => {
				await first`select realtime.send('{}', 'sent first', ${topic})`;
				await sql`select realtime.send('{}', 'committed first', ${topic})`;
				// Had the other been delivered before its commit, it would have come before this one.
				expect((await socket.next({ event: "broadcast" })).payload.event).toBe("committed first");
			});
			expect((await socket.next({ event: "broadcast" })).payload.event).toBe("sent first");
		});

		it("several in one transaction arrive in their order", async () => {
			const { sql } = target();
			const { topic, socket } = await listen();
			await sql`
				select realtime.send(jsonb_build_object('n', n), 'n', ${topic})
				from generate_series(1, 20) as n
			`;
			const received: number[] = [];
			while (received.length < 20) {
				received.push((await socket.next({ event: "broadcast" })).payload.payload.n);
			}
			expect(received).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
		});

		it("reaches version 1.0.0 as an object with meta", async () => {
			const { sql } = target();
			const { topic, socket } = await listen("1.0.0");
			await sql`select realtime.send('{"n":1}', 'said', ${topic})`;
			const { payload } = await socket.next({ event: "broadcast" });
			expect(payload).toMatchObject({ type: "broadcast", event: "said", payload: { n: 1 } });
			expect(payload.meta.id).toBe(payload.payload.id);
		});

		it("sends bytes and changes of rows", async () => {
			const { sql } = target();
			const { topic, socket } = await listen();
			await sql`select realtime.send_binary(${Buffer.from([0, 200])}, 'bytes', ${topic})`;
			const bytes = await socket.next({ event: "broadcast" });
			expect(bytes.payload).toMatchObject({ event: "bytes", payload: Buffer.from([0, 200]) });
			await sql`
				select realtime.broadcast_changes(
					${topic}, 'INSERT', 'INSERT', 't', 'public', row(1, 'new'), null::record
				)
			`;
			const { payload } = await socket.next({ event: "broadcast" });
			expect(payload.payload).toMatchObject({
				operation: "INSERT",
				table: "t",
				schema: "public",
				record: { f1: 1, f2: "new" },
				old_record: null,
			});
		});

		it("loses what is not an object, without an error", async () => {
			const { sql } = target();
			const { topic, socket } = await listen();
			await sql`select realtime.send('[1]', 'lost', ${topic})`;
			await sql`select realtime.send('{}', 'kept', ${topic})`;
			expect((await socket.next({ event: "broadcast" })).payload.event).toBe("kept");
		});
	});
}
