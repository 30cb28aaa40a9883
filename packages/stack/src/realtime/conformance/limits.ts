import { describe, expect, it } from "vitest";
import { topicFor } from "../testing/policies.ts";
import type { Target } from "./target.ts";

const PRESENCE_CALLS = 5;

/** What a project's own limits do is shown beside the limits themselves, where they can be set. */
export function limits(target: () => Target): void {
	describe("19. limits", () => {
		it("end the channel of a client that changes its presence too often", async () => {
			const subtopic = topicFor("");
			const topic = `realtime:${subtopic}`;
			const socket = await target().connect();
			await socket.join(topic, { presence: { enabled: true, key: "restless" } });
			for (let n = 0; n <= PRESENCE_CALLS; n++) {
				const payload = { type: "presence", event: "track", payload: { n } };
				socket.send(["1", String(n + 2), topic, "presence", payload]);
			}
			expect((await socket.next({ event: "system" })).payload).toEqual({
				extension: "system",
				status: "error",
				message: "Client presence rate limit exceeded",
				channel: subtopic,
			});
			await socket.next({ event: "phx_close" });
			const answered = socket.pending().filter((frame) => frame.event === "phx_reply");
			expect(answered).toHaveLength(PRESENCE_CALLS);
		});

		it("answer what is too large only where an acknowledgement was asked for", async () => {
			const topic = `realtime:${topicFor("")}`;
			const socket = await target().connect();
			await socket.join(topic, { broadcast: { ack: true } });
			const text = "x".repeat(3_100_000);
			socket.send(["1", "2", topic, "broadcast", { event: "e", payload: { text } }]);
			expect((await socket.next({ ref: "2" }, 10_000)).payload).toEqual({
				status: "error",
				response: "payload_size_exceeded",
			});
		});
	});
}
