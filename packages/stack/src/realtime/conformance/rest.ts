import { describe, expect, it } from "vitest";
import { topicFor } from "../testing/policies.ts";
import { isWhole, type Target } from "./target.ts";

export function rest(target: () => Target): void {
	function post(path: string, body: unknown, headers: Record<string, string> = {}) {
		return fetch(`${target().url}/realtime/v1/api/broadcast${path}`, {
			method: "POST",
			headers: {
				apikey: target().publishableKey,
				"content-type": "application/json",
				...headers,
			},
			body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body),
		});
	}

	describe("17. a batch over REST", () => {
		it("is accepted with an empty body and arrives as text, in order", async () => {
			const topic = topicFor("");
			const socket = await target().connect();
			await socket.join(`realtime:${topic}`);
			const response = await post("", {
				messages: [
					{ topic, event: "one", payload: { n: 1 } },
					{ topic, event: "two", payload: { n: 2 }, private: false },
				],
			});
			expect(response.status).toBe(202);
			expect(await response.text()).toBe("");
			const first = await socket.next({ event: "broadcast" });
			expect(JSON.parse(first.text ?? "")).toEqual([
				null,
				null,
				`realtime:${topic}`,
				"broadcast",
				{ payload: { n: 1 }, event: "one", type: "broadcast" },
			]);
			expect((await socket.next({ event: "broadcast" })).payload.event).toBe("two");
		});

		it("leaves out what may not be written, and still accepts", async () => {
			const topic = topicFor("");
			const socket = await target().connect({ apikey: target().secretKey });
			await socket.join(`realtime:${topic}`, { private: true });
			const messages = [{ topic, event: "forged", payload: {}, private: true }];
			expect((await post("", { messages })).status).toBe(202);
			const allowed = [{ topic, event: "allowed", payload: {}, private: true }];
			const secret = { apikey: target().secretKey };
			expect((await post("", { messages: allowed }, secret)).status).toBe(202);
			expect((await socket.next({ event: "broadcast" })).payload.event).toBe("allowed");
			expect(socket.pending()).toEqual([]);
		});

		it("is refused without a key, and where fields are missing", async () => {
			const unknown = await post("", { messages: [] }, { apikey: "sb_publishable_unknown" });
			expect(unknown.status).toBe(401);
			const response = await post("", { messages: [{ topic: "t" }, { payload: {} }] });
			expect(response.status).toBe(422);
			expect(await response.json()).toEqual({
				errors: {
					messages: [
						{ payload: ["can't be blank"], event: ["can't be blank"] },
						{ topic: ["can't be blank"], event: ["can't be blank"] },
					],
				},
			});
		});

		it("is what the client library's send falls back to before it has joined", async () => {
			const topic = topicFor("");
			const socket = await target().connect();
			await socket.join(`realtime:${topic}`);
			const channel = target().client().channel(topic);
			const sent = await channel.send({ type: "broadcast", event: "early", payload: {} });
			expect(sent).toBe("ok");
			expect((await socket.next({ event: "broadcast" })).payload.event).toBe("early");
		});

		it("may be asked for from any site", async () => {
			const response = await fetch(`${target().url}/realtime/v1/api/broadcast`, {
				method: "OPTIONS",
				headers: { origin: "https://shop.example", "access-control-request-method": "POST" },
			});
			expect(response.ok).toBe(true);
			expect(response.headers.get("access-control-allow-origin")).toBeTruthy();
		});
	});

	describe("18. one broadcast over REST", () => {
		it("arrives as a frame of kind 4", async () => {
			const topic = topicFor("");
			const socket = await target().connect();
			await socket.join(`realtime:${topic}`);
			const channel = target().client().channel(topic);
			expect(await channel.httpSend("größe/1", { n: 1 })).toEqual({ success: true });
			const frame = await socket.next({ event: "broadcast" });
			expect(frame.bytes[0]).toBe(4);
			expect(frame.payload).toEqual({ type: "broadcast", event: "größe/1", payload: { n: 1 } });
		});

		it("carries bytes, and refuses what is neither JSON nor bytes", async () => {
			const topic = topicFor("");
			const socket = await target().connect();
			await socket.join(`realtime:${topic}`);
			const path = `/${encodeURIComponent(topic)}/events/e`;
			const bytes = { "content-type": "application/octet-stream" };
			expect((await post(path, Buffer.from([1, 2]), bytes)).status).toBe(202);
			expect((await socket.next({ event: "broadcast" })).payload.payload).toEqual(
				Buffer.from([1, 2]),
			);
			const text = await post(path, {}, { "content-type": "text/plain" });
			expect(text.status).toBe(415);
			expect(await text.json()).toHaveProperty("error");
		});

		it("is forbidden where it may not be written", async () => {
			const response = await post(`/${topicFor("")}/events/e?private=true`, {});
			expect(response.status).toBe(403);
			expect(await response.json()).toEqual({ message: "Unauthorized" });
		});

		it.runIf(isWhole)("is accepted on a private channel where it may", async () => {
			const topic = topicFor("rw");
			const token = await target().token();
			const socket = await target().connect();
			await socket.join(`realtime:${topic}`, { private: true }, { token });
			const authorization = `Bearer ${token}`;
			const path = `/${encodeURIComponent(topic)}/events/e?private=true`;
			expect((await post(path, { n: 1 }, { authorization })).status).toBe(202);
			expect((await socket.next({ event: "broadcast" })).payload.payload).toEqual({ n: 1 });
		});
	});
}
