import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { topicFor } from "../testing/policies.ts";
import { kind3 } from "../testing/raw-client.ts";
import { type Bench, startBench } from "../testing/server.ts";
import { until } from "../testing/until.ts";

let bench: Bench;

beforeAll(async () => {
	bench = await startBench();
});
afterAll(() => bench?.stop());

const FAST = { rateWindowMs: 200, eventTickMs: 100 };

describe("a project that sends too much", () => {
	it("has the channels that are reached shut down", async () => {
		const server = await bench.serve({ limits: { ...FAST, maxEventsPerSecond: 20 } });
		const socket = await server.connect();
		await socket.join("realtime:busy", { broadcast: { self: true } });
		const said = await until(() => {
			socket.send(kind3({ topic: "realtime:busy", event: "e", body: {} }));
			return socket.pending().find((frame) => frame.event === "system");
		});
		expect(said.payload).toEqual({
			extension: "system",
			status: "error",
			message: "Too many messages per second",
			channel: "busy",
		});
		await socket.next({ event: "phx_close" });
	});

	it("loses what its database announces, and is told 429 over REST", async () => {
		const server = await bench.serve({ limits: { ...FAST, maxEventsPerSecond: 20 } });
		const topic = topicFor("r");
		const socket = await server.connect();
		await socket.join(`realtime:${topic}`, { private: true }, { token: await bench.token() });
		const flood = await server.connect();
		await flood.join("realtime:nobody listens");
		await until(async () => {
			for (let n = 0; n < 20; n++) {
				flood.send(kind3({ topic: "realtime:nobody listens", event: "e", body: {} }));
			}
			await bench.sql`select realtime.send('{}', 'e', ${topic})`;
			return server.logged.some((line) => line.includes("too many messages per second"));
		});
		const post = (messages: object[]) =>
			fetch(`http://127.0.0.1:${server.port}/api/broadcast`, {
				method: "POST",
				headers: { apikey: bench.publishable, "content-type": "application/json" },
				body: JSON.stringify({ messages }),
			});
		const message = { topic: "t", event: "e", payload: {} };
		const refused = await post([message]);
		expect(refused.status).toBe(429);
		expect(await refused.json()).toEqual({ message: "You have exceeded your rate limit" });
		const late = await until(async () => {
			const response = await post(Array.from({ length: 30 }, () => message));
			const { message: said } = (await response.json()) as { message: string };
			return said === "You have exceeded your rate limit" ? undefined : said;
		});
		expect(late).toBe("Too many messages to broadcast, please reduce the batch size");
	});
});

describe("joins", () => {
	it("that are too many a second are refused, and the socket is closed", async () => {
		const limits = { maxJoinsPerSecond: 5, rateWindowMs: 100 };
		const server = await bench.serve({ limits });
		const socket = await server.connect();
		let ref = 0;
		const reason = await until(async () => {
			ref += 1;
			const reply = await socket.join("realtime:again", {}, { ref: String(ref) });
			return reply.response.reason;
		});
		expect(reason).toBe("ClientJoinRateLimitReached: Too many joins per second");
		await socket.closed;
	});

	it("that are too many on one socket are refused", async () => {
		const server = await bench.serve({ limits: { maxChannelsPerClient: 2 } });
		const socket = await server.connect();
		await socket.join("realtime:a");
		await socket.join("realtime:b");
		expect((await socket.join("realtime:c")).response.reason).toBe(
			"ChannelRateLimitReached: Too many channels",
		);
		socket.send(["1", "9", "realtime:a", "phx_leave", {}]);
		await socket.next({ event: "phx_close" });
		expect((await socket.join("realtime:c")).status).toBe("ok");
	});
});

describe("what is too large", () => {
	it("is dropped, acknowledged as such where asked, and skipped from the database", async () => {
		const server = await bench.serve({ limits: { maxPayloadKb: 1 } });
		const topic = topicFor("rw");
		const socket = await server.connect();
		const config = { private: true, broadcast: { ack: true, self: true } };
		await socket.join(`realtime:${topic}`, config, { token: await bench.token() });
		const text = "x".repeat(1_600);
		socket.send(kind3({ topic: `realtime:${topic}`, event: "large", body: { text } }));
		expect((await socket.next({ ref: "2" })).payload.response).toBe("payload_size_exceeded");
		await bench.sql`select realtime.send(${bench.sql.json({ text })}, 'large', ${topic})`;
		await bench.sql`select realtime.send('{}', 'small', ${topic})`;
		expect((await socket.next({ event: "broadcast" })).payload.event).toBe("small");
		const batch = await fetch(`http://127.0.0.1:${server.port}/api/broadcast`, {
			method: "POST",
			headers: { apikey: bench.publishable },
			body: JSON.stringify({ messages: [{ topic: "t", event: "e", payload: { text } }] }),
		});
		expect(batch.status).toBe(422);
	});

	it("ends the channel where it was tracked", async () => {
		const server = await bench.serve({ limits: { maxPayloadKb: 1 } });
		const socket = await server.connect();
		await socket.join("realtime:present", { presence: { enabled: true } });
		const payload = { event: "track", payload: { text: "x".repeat(1_600) } };
		socket.send(["1", "2", "realtime:present", "presence", payload]);
		expect((await socket.next({ event: "system" })).payload.message).toBe(
			"Track message size exceeded",
		);
	});
});

describe("presence", () => {
	it("that changes too often ends the channel", async () => {
		const limits = { ...FAST, maxPresenceEventsPerSecond: 5, presenceCallsPerWindow: 10_000 };
		const server = await bench.serve({ limits });
		const socket = await server.connect();
		await socket.join("realtime:present", { presence: { enabled: true } });
		let n = 0;
		const said = await until(() => {
			n += 1;
			socket.send([
				"1",
				`${n}`,
				"realtime:present",
				"presence",
				{ event: "track", payload: { n } },
			]);
			return socket.pending().find((frame) => frame.event === "system");
		});
		expect(said.payload.message).toBe("Too many presence messages per second");
	});
});
