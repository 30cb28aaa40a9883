import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { topicFor } from "./testing/policies.ts";
import type { RawClient } from "./testing/raw-client.ts";
import { type Bench, type BenchServer, startBench } from "./testing/server.ts";
import { until } from "./testing/until.ts";

let bench: Bench;
let server: BenchServer;
let socket: RawClient;
let topic: string;

beforeAll(async () => {
	bench = await startBench();
	server = await bench.serve();
});
afterAll(() => bench?.stop());

beforeEach(async () => {
	topic = topicFor("r");
	socket = await server.connect();
	await socket.join(`realtime:${topic}`, { private: true }, { token: await bench.token() });
});
afterEach(() => server.faults.clear());

function announce(event: string) {
	return bench.sql`select realtime.send('{}', ${event}, ${topic})`;
}

async function eventsUpTo(last: string): Promise<string[]> {
	const events: string[] = [];
	while (events.at(-1) !== last) {
		events.push((await socket.next({ event: "broadcast" })).payload.event);
	}
	return events;
}

describe("faults", () => {
	it("drop every socket without a goodbye, and let clients come back", async () => {
		const other = await server.connect();
		expect(server.faults.dropSockets()).toBe(2);
		expect((await socket.closed).code).toBe(1006);
		expect((await other.closed).code).toBe(1006);
		await (await server.connect()).heartbeat();
	});

	it("ask every client to connect anew, as when settings change", async () => {
		server.faults.requestDisconnect();
		expect((await socket.next({ event: "system" })).payload).toEqual({
			extension: "system",
			status: "ok",
			message: "Server requested disconnect",
		});
		expect((await socket.closed).code).toBe(1012);
	});

	it("delay frames in order", async () => {
		server.faults.delayFrames(150);
		const begun = Date.now();
		await announce("first");
		await announce("second");
		expect(await eventsUpTo("second")).toEqual(["first", "second"]);
		expect(Date.now() - begun).toBeGreaterThanOrEqual(140);
	});

	it("drop the frames that are chosen", async () => {
		server.faults.dropFrames((frame) => frame.includes("lost"));
		await announce("lost");
		await announce("kept");
		expect(await eventsUpTo("kept")).toEqual(["kept"]);
	});

	it("refuse delivery from the database, while sockets stay open", async () => {
		server.faults.refuseDelivery(true);
		await announce("refused");
		await until(() => server.logged.some((line) => line.includes("delivery is refused")));
		await socket.heartbeat();
		server.faults.refuseDelivery(false);
		await announce("after");
		expect(await eventsUpTo("after")).toEqual(["after"]);
	});

	it("withhold the partition: sends are lost without an error, then found again", async () => {
		await announce("before");
		await server.faults.withholdPartition(true);
		await announce("lost");
		await server.faults.withholdPartition(false);
		await announce("after");
		expect(await eventsUpTo("after")).toEqual(["before", "after"]);
		const rows = await bench.sql`
			select event from realtime.messages where topic = ${topic} order by inserted_at
		`;
		expect(rows.map((row) => row.event)).toEqual(["before", "after"]);
	});
});
