import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { topicFor } from "../testing/policies.ts";
import type { RawClient } from "../testing/raw-client.ts";
import { type Bench, type BenchServer, startBench } from "../testing/server.ts";
import { until } from "../testing/until.ts";

let bench: Bench;
let server: BenchServer;

beforeAll(async () => {
	bench = await startBench();
	server = await bench.serve();
});
afterAll(() => bench?.stop());

async function listener(): Promise<{ topic: string; socket: RawClient }> {
	const topic = topicFor("r");
	const socket = await server.connect();
	await socket.join(`realtime:${topic}`, { private: true }, { token: await bench.token() });
	return { topic, socket };
}

describe("rows of the database", () => {
	it("of many writers at once arrive all, each writer's in order", async () => {
		const { topic, socket } = await listener();
		const writers = Array.from({ length: 5 }, async (_, writer) => {
			for (let n = 0; n < 40; n++) {
				await bench.sql`
					select realtime.send(jsonb_build_object('writer', ${writer}::int, 'n', ${n}::int), 'n', ${topic})
				`;
			}
		});
		await Promise.all(writers);
		await until(() => socket.pending().length === 200);
		for (let writer = 0; writer < 5; writer++) {
			const own = socket.pending().map((frame) => frame.payload.payload);
			expect(own.filter((row) => row.writer === writer).map((row) => row.n)).toEqual(
				Array.from({ length: 40 }, (_, n) => n),
			);
		}
	});

	it("that were deleted or changed are not sent again", async () => {
		const { topic, socket } = await listener();
		await bench.sql`select realtime.send('{}', 'first', ${topic})`;
		await bench.sql`update realtime.messages set event = 'changed' where topic = ${topic}`;
		await bench.sql`delete from realtime.messages where topic = ${topic}`;
		await bench.sql`select realtime.send('{}', 'last', ${topic})`;
		await socket.next((frame) => frame.payload.event === "last");
		expect(socket.pending().map((frame) => frame.payload.event)).toEqual(["first"]);
	});

	it("that lack something are skipped", async () => {
		const { topic, socket } = await listener();
		await bench.sql`
			insert into realtime.messages (topic, extension, event, private, payload) values
				(${topic}, 'broadcast', null, true, '{}'),
				(${topic}, 'broadcast', 'no payload', true, null),
				(${topic}, 'broadcast', 'neither', null, '{}'),
				(${topic}, 'anything', 'whole', true, '[1]')
		`;
		const frame = await socket.next({ event: "broadcast" });
		expect(frame.payload).toMatchObject({ event: "whole", payload: [1] });
		expect(socket.pending()).toEqual([]);
	});

	it("marked public reach the public channel alone", async () => {
		const { topic, socket } = await listener();
		const open = await server.connect();
		await open.join(`realtime:${topic}`);
		await bench.sql`select realtime.send('{}', 'open', ${topic}, false)`;
		expect((await open.next({ event: "broadcast" })).payload.event).toBe("open");
		await socket.heartbeat();
		expect(socket.pending()).toEqual([]);
	});
});

describe("a database that crashes", () => {
	it("keeps the sockets; joins say so meanwhile; afterwards rows flow again", async () => {
		const { topic, socket } = await listener();
		await bench.database.crash();
		await until(() => server.logged.some((line) => line.includes("replication slot was lost")));
		const other = await server.connect();
		const reply = await other.join("realtime:anything");
		expect(reply.response.reason).toBe(
			"UnableToConnectToProject: Realtime was unable to connect to the project database",
		);
		await bench.database.revive();
		await until(async () => (await other.join("realtime:anything")).status === "ok", 15_000);
		await bench.sql`select realtime.send('{}', 'back', ${topic})`;
		expect((await socket.next({ event: "broadcast" })).payload.event).toBe("back");
	});
});
