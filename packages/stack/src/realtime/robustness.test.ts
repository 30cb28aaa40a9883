import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { topicFor } from "./testing/policies.ts";
import { kind3, type RawClient } from "./testing/raw-client.ts";
import { type Bench, type BenchServer, startBench } from "./testing/server.ts";
import { until } from "./testing/until.ts";

let bench: Bench;
let server: BenchServer;
/** Somebody who does nothing wrong and must be served throughout. */
let bystander: RawClient;
let topic: string;

beforeAll(async () => {
	bench = await startBench();
	server = await bench.serve({ limits: { maxBufferedBytes: 2_000_000 } });
});
afterAll(() => bench?.stop());

beforeEach(async () => {
	topic = topicFor("r");
	bystander = await server.connect();
	await bystander.join(`realtime:${topic}`, { private: true }, { token: await bench.token() });
});

async function bystanderIsServed(): Promise<void> {
	await bystander.heartbeat();
	await bench.sql`select realtime.send('{}', 'still here', ${topic})`;
	expect((await bystander.next({ event: "broadcast" })).payload.event).toBe("still here");
}

describe("a frame that cannot be read", () => {
	const frames: [string, string | Buffer][] = [
		["text that is no JSON", "{["],
		["JSON that is no message", '{"a":1}'],
		["an array too short", '["1","2"]'],
		["an empty binary frame", Buffer.alloc(0)],
		["a binary frame of another kind", Buffer.from([9, 1, 2, 3])],
		[
			"a binary frame cut short",
			kind3({ topic: "realtime:t", event: "e", body: {} }).subarray(0, 12),
		],
	];

	it.each(frames)("%s is dropped and the socket stays", async (_what, frame) => {
		const socket = await server.connect();
		socket.send(frame);
		await socket.heartbeat();
		expect(socket.pending()).toEqual([]);
		await bystanderIsServed();
	});

	it("as JSON in a frame of kind 3 harms no listener", async () => {
		const [sender, old] = [await server.connect(), await server.connect({ vsn: "1.0.0" })];
		for (const socket of [sender, old]) await socket.join("realtime:mixed");
		const broken = kind3({ topic: "realtime:mixed", event: "e", body: Buffer.from("{no") });
		broken[6] = 1;
		sender.send(broken);
		sender.send(kind3({ topic: "realtime:mixed", event: "fine", body: {} }));
		expect((await old.next({ event: "broadcast" })).payload.event).toBe("fine");
	});

	it("of odd shapes inside a channel is ignored or answered, never fatal", async () => {
		const socket = await server.connect();
		await socket.join("realtime:odd", { presence: { enabled: true } });
		await socket.next({ event: "presence_state" });
		for (const event of ["presence", "access_token", "broadcast", "nonsense"]) {
			for (const payload of [null, [], 7, "text", { event: 3 }, { access_token: {} }]) {
				socket.send(["1", "2", "realtime:odd", event, payload]);
			}
		}
		await socket.heartbeat();
		expect(socket.pending().every((frame) => frame.event === "phx_reply")).toBe(true);
		await bystanderIsServed();
	});
});

describe("a channel that fails", () => {
	it("is told phx_error, and can be joined again; the others go on", async () => {
		const socket = await server.connect();
		await socket.join("realtime:frail", { broadcast: { self: true } });
		server.faults.dropFrames((frame) => {
			if (!frame.includes("fatal")) return false;
			server.faults.dropFrames(undefined);
			throw new Error("a fault inside the server");
		});
		socket.send(kind3({ topic: "realtime:frail", event: "fatal", body: {} }));
		const failed = await socket.next({ event: "phx_error" });
		expect(failed.text).toBe('["1","1","realtime:frail","phx_error",{}]');
		expect((await socket.join("realtime:frail", {}, { ref: "2" })).status).toBe("ok");
		await bystanderIsServed();
	});

	it("while a row is delivered loses that row alone", async () => {
		server.faults.dropFrames((frame) => {
			if (!frame.includes("fatal")) return false;
			throw new Error("a fault inside the server");
		});
		await bench.sql`select realtime.send('{}', 'fatal', ${topic})`;
		await bystanderIsServed();
		await server.faults.clear();
	});
});

describe("too much at once", () => {
	it("a frame of 6 MB closes its socket with 1009", async () => {
		const socket = await server.connect();
		socket.send(JSON.stringify(["1", "2", "t", "e", { text: "x".repeat(6_000_000) }]));
		expect((await socket.closed).code).toBe(1009);
		await bystanderIsServed();
	});

	it("a reader that does not read is cut off, the others go on", async () => {
		const [slow, sender] = [await server.connect(), await server.connect()];
		for (const socket of [slow, sender]) await socket.join("realtime:flood", ACK);
		slow.socket.pause();
		const body = { text: "x".repeat(200_000) };
		let sent = 0;
		while (!server.logged.some((line) => line.includes("does not read"))) {
			sent += 1;
			const ref = `${sent + 10}`;
			sender.send(kind3({ topic: "realtime:flood", ref, event: "e", body }));
			await sender.next({ ref });
			expect(sent).toBeLessThan(200);
		}
		await bystanderIsServed();
		slow.socket.resume();
		expect((await slow.closed).code).toBe(1006);
	});

	it("a client that is gone in the middle of its join leaves nothing behind", async () => {
		const own = await bench.serve();
		const config = { private: true, presence: { enabled: true } };
		const token = await bench.token();
		for (let n = 0; n < 20; n++) {
			const socket = await own.connect();
			const payload = { config, access_token: token };
			socket.send(["1", "1", `realtime:${topicFor("rp")}`, "phx_join", payload]);
			socket.socket.terminate();
			await socket.closed;
		}
		// What these joins still asked of the database is answered before what comes now.
		const last = await own.connect();
		for (let n = 0; n < 5; n++) await last.join(`realtime:${topicFor("r")}`, config, { token });
		last.close();
		await until(() => own.counts().sockets === 0);
		expect(own.counts()).toEqual({ sockets: 0, users: 0, topics: 0 });
	});
});

const ACK = { broadcast: { ack: true } };

describe("tokens", () => {
	it("forged or expired end their own join or channel alone", async () => {
		const forged = `${(await bench.token({ role: "service_role" })).slice(0, -6)}AAAAAA`;
		const socket = await server.connect();
		const refused = await socket.join(`realtime:${topic}`, { private: true }, { token: forged });
		expect(refused.response.reason).toBe("JwtSignatureError: Failed to validate JWT signature");
		await socket.join("realtime:lobby");
		await socket.join(`realtime:${topic}`, { private: true }, { token: await bench.token() });
		socket.send(["1", "2", `realtime:${topic}`, "access_token", { access_token: forged }]);
		expect((await socket.next({ event: "phx_close" })).topic).toBe(`realtime:${topic}`);
		socket.send(["1", "3", "realtime:lobby", "phx_leave", {}]);
		await socket.next({ ref: "3" });
		await bystanderIsServed();
	});
});
