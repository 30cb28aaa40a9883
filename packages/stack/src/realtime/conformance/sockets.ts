import { describe, expect, it } from "vitest";
import type { Target } from "./target.ts";

export function sockets(target: () => Target): void {
	describe("13. a join on a topic that is joined", () => {
		it("closes the first and joins anew", async () => {
			const socket = await target().connect();
			await socket.join("realtime:twice", {}, { ref: "1" });
			await socket.join("realtime:twice", {}, { ref: "7" });
			const closed = await socket.next({ event: "phx_close" });
			expect(closed.text).toBe('["1","1","realtime:twice","phx_close",{}]');
			expect(closed.joinRef).toBe("1");
			socket.send(["7", "8", "realtime:twice", "phx_leave", {}]);
			expect((await socket.next({ ref: "8" })).payload.status).toBe("ok");
		});
	});

	describe("14. a message on a topic that is not joined", () => {
		it("is answered: unmatched topic", async () => {
			const socket = await target().connect();
			socket.send(["1", "2", "realtime:unknown", "broadcast", { event: "e", payload: {} }]);
			expect((await socket.next({ ref: "2" })).payload).toEqual({
				status: "error",
				response: { reason: "unmatched topic" },
			});
		});

		it("so is a join on a topic without the prefix", async () => {
			const socket = await target().connect();
			expect(await socket.join("lobby")).toEqual({
				status: "error",
				response: { reason: "unmatched topic" },
			});
		});
	});

	describe("15. leaving", () => {
		it("is answered and followed by phx_close", async () => {
			const socket = await target().connect();
			await socket.join("realtime:left", {}, { ref: "3" });
			socket.send(["3", "4", "realtime:left", "phx_leave", {}]);
			expect((await socket.next({ ref: "4" })).text).toBe(
				'["3","4","realtime:left","phx_reply",{"status":"ok","response":{}}]',
			);
			expect((await socket.next({ event: "phx_close" })).text).toBe(
				'["3","3","realtime:left","phx_close",{}]',
			);
		});

		it("a topic that was never joined is answered with ok", async () => {
			const socket = await target().connect();
			socket.send(["3", "4", "realtime:never", "phx_leave", {}]);
			expect((await socket.next({ ref: "4" })).payload).toEqual({ status: "ok", response: {} });
		});

		it("ends what the channel is sent", async () => {
			const socket = await target().connect();
			const other = await target().connect();
			const config = { broadcast: { ack: true } };
			await socket.join("realtime:leaving", {}, { ref: "1" });
			await other.join("realtime:leaving", config);
			socket.send(["1", "2", "realtime:leaving", "phx_leave", {}]);
			await socket.next({ event: "phx_close" });
			other.send(["1", "2", "realtime:leaving", "broadcast", { event: "e", payload: {} }]);
			await other.next({ ref: "2", event: "phx_reply" });
			await socket.heartbeat();
			expect(socket.pending().filter((frame) => frame.event === "broadcast")).toEqual([]);
		});
	});

	describe("16. a heartbeat", () => {
		it("is answered in both versions", async () => {
			const socket = await target().connect();
			socket.send([null, "9", "phoenix", "heartbeat", {}]);
			expect((await socket.next({ ref: "9" })).text).toBe(
				'[null,"9","phoenix","phx_reply",{"status":"ok","response":{}}]',
			);
			const old = await target().connect({ vsn: "1.0.0" });
			old.send({ topic: "phoenix", event: "heartbeat", payload: {}, ref: "9" });
			expect(JSON.parse((await old.next({ ref: "9" })).text ?? "")).toMatchObject({
				topic: "phoenix",
				event: "phx_reply",
				ref: "9",
				payload: { status: "ok", response: {} },
			});
		});
	});
}
