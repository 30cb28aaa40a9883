import { describe, expect, it } from "vitest";
import { topicFor } from "../testing/policies.ts";
import { kind3, type RawClient } from "../testing/raw-client.ts";
import { isWhole, type Target } from "./target.ts";

const HELLO = { type: "broadcast", event: "hello", payload: { n: 1 } };

export function broadcasts(target: () => Target): void {
	/** Two sockets on one public topic; both know when the other's frames have been read. */
	async function pair(config: object, versions: [string, string] = ["2.0.0", "2.0.0"]) {
		const topic = `realtime:${topicFor("")}`;
		const [sender, listener] = await Promise.all(versions.map((vsn) => target().connect({ vsn })));
		if (!sender || !listener) throw new Error("no sockets");
		await sender.join(topic, { broadcast: config });
		await listener.join(topic);
		return { topic, sender, listener };
	}

	describe.runIf(isWhole)("6. a write that is denied", () => {
		it("is not answered, acknowledged or not, and reaches nobody", async () => {
			const topic = `realtime:${topicFor("r")}`;
			const config = { private: true, broadcast: { ack: true, self: true } };
			const token = await target().token();
			const socket = await target().connect();
			await socket.join(topic, config, { token });
			socket.send(kind3({ topic, ref: "2", event: "e", body: {} }));
			// The channel takes one message after another: when this is answered, the other was dealt with.
			socket.send(["1", "3", topic, "presence", { event: "untrack" }]);
			await socket.next({ ref: "3" });
			expect(socket.pending()).toEqual([]);
		});

		it("lets the client library's send time out", async () => {
			const client = target().client(await target().token());
			await client.realtime.setAuth();
			const channel = client.channel(topicFor("r"), {
				config: { private: true, broadcast: { ack: true } },
			});
			await new Promise((resolve) => channel.subscribe(resolve));
			const answer = await channel.send({ ...HELLO, type: "broadcast" }, { timeout: 500 });
			expect(answer).toBe("timed out");
		});
	});

	describe("7. self and ack", () => {
		for (const self of [true, false]) {
			for (const ack of [true, false]) {
				it(`self ${self}, ack ${ack}`, async () => {
					const { topic, sender, listener } = await pair({ self, ack });
					sender.send(kind3({ topic, ref: "2", event: "hello", body: { n: 1 } }));
					expect((await listener.next({ event: "broadcast" })).payload).toEqual(HELLO);
					await sender.heartbeat();
					const came = sender.pending();
					expect(came.filter((frame) => frame.event === "broadcast")).toHaveLength(self ? 1 : 0);
					const replies = came.filter((frame) => frame.event === "phx_reply");
					expect(replies.map((frame) => frame.text)).toEqual(
						ack ? [`["1","2","${topic}","phx_reply",{"status":"ok","response":{}}]`] : [],
					);
				});
			}
		}
	});

	describe("8. frames of kind 3", () => {
		it("leave as kind 4, byte by byte, without the sender's metadata", async () => {
			const { topic, sender, listener } = await pair({});
			sender.send(kind3({ topic, event: "hello", meta: '{"persist":true}', body: { n: 1 } }));
			const frame = await listener.next({ event: "broadcast" });
			expect(frame.bytes).toEqual(
				Buffer.concat([
					Buffer.from([4, topic.length, 5, 0, 1]),
					Buffer.from(`${topic}hello{"n":1}`),
				]),
			);
		});

		it("carry bytes", async () => {
			const { topic, sender, listener } = await pair({});
			sender.send(kind3({ topic, event: "bytes", body: Buffer.from([0, 255, 7]) }));
			const frame = await listener.next({ event: "broadcast" });
			expect(frame.bytes[4]).toBe(0);
			expect(frame.payload.payload).toEqual(Buffer.from([0, 255, 7]));
		});

		it("reach listeners of version 1.0.0 as JSON; bytes do not", async () => {
			const { topic, sender, listener } = await pair({}, ["2.0.0", "1.0.0"]);
			sender.send(kind3({ topic, event: "bytes", body: Buffer.from([1]) }));
			sender.send(kind3({ topic, event: "hello", body: { n: 1 } }));
			const first = await listener.next({ event: "broadcast" });
			expect(JSON.parse(first.text ?? "")).toMatchObject({ topic, payload: HELLO, ref: null });
		});

		it("of version 1.0.0 are text, and leave as text with the payload as sent", async () => {
			const { topic, sender, listener } = await pair({}, ["1.0.0", "2.0.0"]);
			const payload = { ...HELLO, meta: { own: true } };
			sender.send({ topic, event: "broadcast", payload, ref: "2", join_ref: "1" });
			const frame = await listener.next({ event: "broadcast" });
			expect(JSON.parse(frame.text ?? "")).toEqual([null, null, topic, "broadcast", payload]);
		});

		it("text of version 2.0.0 is accepted too", async () => {
			const { topic, sender, listener } = await pair({}, ["2.0.0", "1.0.0"]);
			sender.send(["1", "2", topic, "broadcast", HELLO]);
			expect((await listener.next({ event: "broadcast" })).payload).toEqual(HELLO);
		});

		it("pass through the client library both ways, in order", async () => {
			const name = topicFor("");
			const received: unknown[] = [];
			const [sender, listener] = [target().client(), target().client()];
			const channel = sender.channel(name, { config: { broadcast: { ack: true } } });
			const done = new Promise<void>((resolve) => {
				listener
					.channel(name)
					.on("broadcast", { event: "n" }, ({ payload }) => {
						received.push(payload.n);
						if (payload.n === 9) resolve();
					})
					.subscribe((status) => status === "SUBSCRIBED" && channel.subscribe(send));
			});
			async function send(status: string): Promise<void> {
				if (status !== "SUBSCRIBED") return;
				for (let n = 0; n < 10; n++) {
					void channel.send({ type: "broadcast", event: "n", payload: { n } });
				}
			}
			await done;
			expect(received).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
		});
	});

	describe("10. public and private channels of one name", () => {
		it("are two topics", async () => {
			const topic = `realtime:${topicFor("")}`;
			const token = target().secretKey;
			const [open, closed] = [await target().connect(), await target().connect({ apikey: token })];
			await open.join(topic, { broadcast: { self: true } });
			await closed.join(topic, { private: true, broadcast: { self: true } });
			open.send(kind3({ topic, event: "open", body: {} }));
			closed.send(kind3({ topic, event: "closed", body: {} }));
			expect(await eventsOf(open)).toEqual(["open"]);
			expect(await eventsOf(closed)).toEqual(["closed"]);
		});
	});

	describe("20. UTF-8", () => {
		it("in topic, event and payload arrives unharmed", async () => {
			const topic = `realtime:zimmer 🛋️ ${topicFor("")}`;
			const [sender, listener] = [await target().connect(), await target().connect()];
			await sender.join(topic);
			await listener.join(topic);
			sender.send(kind3({ topic, event: "grüße 👋", body: { text: "日本語" } }));
			const frame = await listener.next({ event: "broadcast" });
			expect(frame.topic).toBe(topic);
			expect(frame.payload).toMatchObject({ event: "grüße 👋", payload: { text: "日本語" } });
			expect(frame.bytes[1]).toBe(Buffer.byteLength(topic));
		});
	});
}

async function eventsOf(socket: RawClient): Promise<string[]> {
	const first = await socket.next({ event: "broadcast" });
	await socket.heartbeat();
	const rest = socket.pending().filter((frame) => frame.event === "broadcast");
	return [first, ...rest].map((frame) => frame.payload.event);
}
