import { describe, expect, it } from "vitest";
import { topicFor } from "../testing/policies.ts";
import { isWhole, type Target } from "./target.ts";

export function replay(target: () => Target): void {
	async function joinWithReplay(topic: string, asked: unknown, vsn = "2.0.0") {
		const socket = await target().connect({ vsn });
		const config = { private: true, broadcast: { replay: asked } };
		const reply = await socket.join(`realtime:${topic}`, config, { token: await target().token() });
		return { socket, reply };
	}

	async function store(topic: string, count: number): Promise<void> {
		const { sql } = target();
		for (let n = 1; n <= count; n++) {
			await sql`select realtime.send(${sql.json({ n })}, 'n', ${topic})`;
		}
	}

	describe.runIf(isWhole)("11. replay", () => {
		it("brings the newest 25 after the answer, oldest first, marked and as text", async () => {
			const topic = topicFor("r");
			await store(topic, 27);
			const { socket, reply } = await joinWithReplay(topic, { since: Date.now() - 60_000 });
			expect(reply.status).toBe("ok");
			await socket.heartbeat();
			const frames = socket.pending();
			expect(frames.map((frame) => frame.payload.payload.n)).toEqual(
				Array.from({ length: 25 }, (_, index) => index + 3),
			);
			const [first] = frames;
			expect(JSON.parse(first?.text ?? "")).toEqual([
				"1",
				null,
				`realtime:${topic}`,
				"broadcast",
				{
					event: "n",
					type: "broadcast",
					payload: { n: 3, id: expect.any(String) },
					meta: { replayed: true, id: first?.payload.payload.id },
				},
			]);
		});

		it("clamps its limit and looks at the time", async () => {
			const topic = topicFor("r");
			await store(topic, 3);
			const since = Date.now() - 60_000;
			for (const [asked, count] of [
				[{ since, limit: 2 }, 2],
				[{ since, limit: 0 }, 1],
				[{ since, limit: 100 }, 3],
				[{ since: Date.now() + 60_000 }, 0],
			] as const) {
				const { socket } = await joinWithReplay(topic, asked);
				await socket.heartbeat();
				expect(socket.pending()).toHaveLength(count);
			}
		});

		it("does not bring a row a second time", async () => {
			const topic = topicFor("r");
			await store(topic, 1);
			const { socket } = await joinWithReplay(topic, { since: 0 });
			const { payload } = await socket.next({ event: "broadcast" });
			const message = { topic, event: "again", payload: {}, private: true };
			const response = await fetch(`${target().url}/realtime/v1/api/broadcast`, {
				method: "POST",
				headers: { apikey: target().secretKey, "content-type": "application/json" },
				body: JSON.stringify({
					messages: [
						{ ...message, id: payload.meta.id },
						{ ...message, event: "other" },
					],
				}),
			});
			expect(response.status).toBe(202);
			expect((await socket.next({ event: "broadcast" })).payload.event).toBe("other");
			expect(socket.pending()).toEqual([]);
		});

		it("brings bytes to version 2.0.0 alone", async () => {
			const { sql } = target();
			const topic = topicFor("r");
			await sql`select realtime.send_binary(${Buffer.from([9])}, 'bytes', ${topic})`;
			await store(topic, 1);
			const { socket } = await joinWithReplay(topic, { since: 0 });
			const bytes = await socket.next({ event: "broadcast" });
			expect(bytes.payload).toMatchObject({ event: "bytes", payload: Buffer.from([9]) });
			expect(bytes.payload.meta.replayed).toBe(true);
			const old = await joinWithReplay(topic, { since: 0 }, "1.0.0");
			await old.socket.heartbeat();
			expect(old.socket.pending().map((frame) => frame.payload.event)).toEqual(["n"]);
		});

		it("is refused on public channels and with wrong parameters", async () => {
			const socket = await target().connect();
			const config = { broadcast: { replay: { since: 0 } } };
			const [open, wrong] = await Promise.all([
				socket.join("realtime:open", config),
				joinWithReplay(topicFor("r"), { since: "yesterday" }),
			]);
			expect(open.response.reason).toBe(
				"UnableToReplayMessages: Replay is not allowed for public channels",
			);
			expect(wrong.reply.response.reason).toBe(
				"UnableToReplayMessages: Replay params are not valid",
			);
		}, 20_000);
	});
}
