import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type Bench, startBench } from "./testing/server.ts";

let bench: Bench;

beforeAll(async () => {
	bench = await startBench();
});
afterAll(() => bench?.stop());

describe("a server that stops", () => {
	it("closes its sockets with 1012, waits for nobody, and leaves nothing in the database", async () => {
		const server = await bench.serve({
			delays: { connectErrorMs: 60_000, channelErrorMs: 60_000 },
		});
		const [polite, deaf, refused] = await Promise.all([
			server.connect(),
			server.connect(),
			server.connect(),
		]);
		await polite.join("realtime:lobby");
		deaf.socket.pause();
		refused.send(["1", "1", "realtime:", "phx_join", {}]);
		const waiting = new WebSocket(`${server.url}/websocket`);
		waiting.on("error", () => {});
		const cut = new Promise((resolve) => waiting.once("close", resolve));
		await polite.heartbeat();

		const begun = Date.now();
		await Promise.all([server.stop(), server.stop()]);
		expect(Date.now() - begun).toBeLessThan(2_000);
		expect((await polite.closed).code).toBe(1012);
		await cut;
		await expect(server.connect()).rejects.toThrow("ECONNREFUSED");
		const left = await bench.sql`
			select application_name from pg_stat_activity where application_name like 'realtime%'
		`;
		expect([...left]).toEqual([]);
	});
});
