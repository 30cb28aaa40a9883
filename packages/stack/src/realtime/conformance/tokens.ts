import { describe, expect, it } from "vitest";
import { topicFor } from "../testing/policies.ts";
import type { RawClient } from "../testing/raw-client.ts";
import { isWhole, type Target } from "./target.ts";

const ACK = { private: true, broadcast: { ack: true } };

export function tokens(target: () => Target): void {
	async function joined(grants: string, config: object = ACK) {
		const subtopic = topicFor(grants);
		const topic = `realtime:${subtopic}`;
		const socket = await target().connect();
		const token = await target().token();
		const reply = await socket.join(topic, config, { token });
		expect(reply.status).toBe("ok");
		return { socket, topic, subtopic, token };
	}

	describe.runIf(isWhole)("4. a new token", () => {
		it("that may not read ends the channel", async () => {
			const { socket, topic, subtopic } = await joined("r");
			pushToken(socket, topic, await target().token({ denied: "r" }));
			expect((await socket.next({ event: "system" })).text).toBe(
				JSON.stringify([
					"1",
					null,
					topic,
					"system",
					{
						extension: "system",
						status: "error",
						message: `You do not have permissions to read from this Channel topic: ${subtopic}`,
						channel: subtopic,
					},
				]),
			);
			expect((await socket.next({ event: "phx_close" })).joinRef).toBe("1");
		});

		it("that loses one of two ways to read ends the channel", async () => {
			const config = { private: true, presence: { enabled: true } };
			const { socket, topic, subtopic } = await joined("rp", config);
			pushToken(socket, topic, await target().token({ denied: "p" }));
			expect((await socket.next({ event: "system" })).payload.message).toBe(
				`You no longer have permission to read from this Channel topic: ${subtopic}`,
			);
			await socket.next({ event: "phx_close" });
		});

		it("is asked about writing anew", async () => {
			const subtopic = topicFor("rw");
			const topic = `realtime:${subtopic}`;
			const socket = await target().connect();
			await socket.join(topic, ACK, { token: await target().token({ denied: "w" }) });
			const said = { type: "broadcast", event: "e", payload: {} };
			socket.send(["1", "2", topic, "broadcast", said]);
			pushToken(socket, topic, await target().token());
			socket.send(["1", "4", topic, "broadcast", said]);
			expect((await socket.next({ ref: "4" })).payload.status).toBe("ok");
			expect(socket.pending().filter((frame) => frame.ref === "2")).toEqual([]);
		});

		it("is ignored when it is null, the same or an API key, and never answered", async () => {
			const { socket, topic, token } = await joined("rw");
			for (const ignored of [null, token, target().publishableKey]) {
				pushToken(socket, topic, ignored);
			}
			socket.send(["1", "4", topic, "broadcast", { event: "e", payload: {} }]);
			expect((await socket.next({ ref: "4" })).payload.status).toBe("ok");
			expect(socket.pending()).toEqual([]);
		});

		it("that is no token ends the channel", async () => {
			const { socket, topic } = await joined("r");
			pushToken(socket, topic, "not a token");
			expect((await socket.next({ event: "system" })).payload.message).toBe(
				"The token provided is not a valid JWT",
			);
			await socket.next({ event: "phx_close" });
		});

		it("that has expired ends the channel", async () => {
			const { socket, topic } = await joined("r");
			pushToken(socket, topic, await target().token({}, -30));
			expect((await socket.next({ event: "system" })).payload.message).toMatch(
				/^Token has expired \d+ seconds ago$/,
			);
		});
	});

	describe.runIf(isWhole)("5. an expiring token", () => {
		it("ends its channel and leaves the others of the socket alone", async () => {
			const topic = `realtime:${topicFor("r")}`;
			const socket = await target().connect();
			await socket.join("realtime:lobby", {}, { ref: "9" });
			await socket.join(topic, { private: true }, { token: await target().token({}, 2) });
			const said = await socket.next({ event: "system" }, 10_000);
			expect(said.payload).toMatchObject({
				extension: "system",
				status: "error",
				message: expect.stringMatching(/^Token has expired \d+ seconds ago$/),
			});
			expect((await socket.next({ event: "phx_close" })).topic).toBe(topic);
			socket.send(["9", "10", "realtime:lobby", "phx_leave", {}]);
			await socket.next({ ref: "10" });
		});

		it("makes the client library's channel CLOSED, for good", async () => {
			const client = target().client(await target().token({}, 2));
			await client.realtime.setAuth();
			const statuses: string[] = [];
			const closed = new Promise<void>((resolve) => {
				client.channel(topicFor("r"), { config: { private: true } }).subscribe((status) => {
					statuses.push(status);
					if (status === "CLOSED") resolve();
				});
			});
			await closed;
			expect(statuses).toEqual(["SUBSCRIBED", "CLOSED"]);
			expect(client.getChannels()).toEqual([]);
		}, 15_000);
	});
}

function pushToken(socket: RawClient, topic: string, token: string | null): void {
	socket.send(["1", "3", topic, "access_token", { access_token: token }]);
}
