import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, startBench } from "./testing/server.ts";
import { until } from "./testing/until.ts";

let bench: Bench;

beforeAll(async () => {
	bench = await startBench();
});
afterAll(() => bench?.stop());

async function slots(): Promise<number> {
	const [row] = await bench.sql`
		select count(*)::int as count from pg_replication_slots
		where slot_name like 'supabase_realtime_messages_replication_slot_%' and temporary
	`;
	return row?.count;
}

describe("a socket", () => {
	it("that is silent is closed, one that speaks is not", async () => {
		const server = await bench.serve({ delays: { idleMs: 300 } });
		const [silent, alive] = [await server.connect(), await server.connect()];
		let isClosed = false;
		void silent.closed.then(() => {
			isClosed = true;
		});
		await until(async () => {
			await alive.heartbeat();
			return isClosed;
		});
		expect((await silent.closed).code).toBe(1000);
		await alive.heartbeat();
	});

	it("without channels is ended, one with a channel is not", async () => {
		const server = await bench.serve({ delays: { noChannelMs: 300 } });
		const [empty, joined] = [await server.connect(), await server.connect()];
		await joined.join("realtime:lobby");
		expect((await empty.closed).code).toBe(1006);
		await joined.heartbeat();
		joined.send(["1", "2", "realtime:lobby", "phx_leave", {}]);
		expect((await joined.closed).code).toBe(1006);
	});
});

describe("the replication slot", () => {
	it("comes with the first client and goes some time after the last", async () => {
		const server = await bench.serve({ delays: { slotLingerMs: 200 } });
		const before = await slots();
		const socket = await server.connect();
		expect(await slots()).toBe(before);
		await socket.join("realtime:lobby");
		expect(await slots()).toBe(before + 1);
		socket.close();
		await until(async () => (await slots()) === before);
	});

	it("is told of to a channel that asks", async () => {
		const server = await bench.serve();
		const socket = await server.connect();
		await socket.join("realtime:lobby", { broadcast: { replication_ready: true } });
		expect((await socket.next({ event: "system" })).payload).toEqual({
			extension: "system",
			status: "ok",
			message: "Replication connection established",
			channel: "lobby",
		});
	});

	it("that does not come ends a channel that asked, and keeps one that did not", async () => {
		const server = await bench.serve({ delays: { slotReadyMs: 0, replicationReadyMs: 200 } });
		const socket = await server.connect();
		// A slot is only made once the transactions that were open before it have ended.
		await bench.sql.begin(async (tx) => {
			await tx`select pg_current_xact_id()`;
			await socket.join("realtime:patient");
			await socket.join("realtime:asking", { broadcast: { replication_ready: true } });
			expect((await socket.next({ event: "system" })).payload).toMatchObject({
				status: "error",
				message: "Replication connection was not established in time",
				channel: "asking",
			});
			expect((await socket.next({ event: "phx_close" })).topic).toBe("realtime:asking");
			await socket.heartbeat();
			expect(socket.pending()).toEqual([]);
		});
	});
});

describe("partitions", () => {
	const day = (offset: number) =>
		new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
	const name = (offset: number) => `messages_${day(offset).replaceAll("-", "_")}`;

	async function partitions(): Promise<string[]> {
		const rows = await bench.sql`
			select relname from pg_class join pg_inherits on pg_class.oid = inhrelid
			where inhparent = 'realtime.messages'::regclass order by 1
		`;
		return rows.map((row) => row.relname);
	}

	async function asAdmin(statements: string): Promise<void> {
		const admin = postgres(bench.database.adminUrl, { max: 1 });
		await admin.unsafe(statements);
		await admin.end();
	}

	it("are made ahead when the server starts, and dropped when they are older than 72 hours", async () => {
		await asAdmin(
			`drop table realtime.${name(3)};
			 create table realtime.${name(-4)} partition of realtime.messages
				for values from ('${day(-4)}') to ('${day(-3)}');
			 create table realtime.${name(-2)} partition of realtime.messages
				for values from ('${day(-2)}') to ('${day(-1)}')`,
		);
		await bench.serve();
		expect(await partitions()).toEqual([-2, -1, 0, 1, 2, 3].map(name));
	});

	it("are looked after while it runs", async () => {
		await bench.serve({ delays: { janitorMs: 50 } });
		await asAdmin(`drop table realtime.${name(3)}`);
		await until(async () => (await partitions()).includes(name(3)));
	});
});
