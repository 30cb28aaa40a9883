import type { RealtimeChannel, SupabaseClient } from "@supabase/supabase-js";
import { describe, expect, it } from "vitest";
import { topicFor } from "../testing/policies.ts";
import { isWhole, type Target } from "./target.ts";

/** The platform's own WebSocket, which remembers its sockets so that they can be broken. */
function breakableTransport(): { transport: typeof WebSocket; sockets: WebSocket[] } {
	const sockets: WebSocket[] = [];
	const transport = new Proxy(WebSocket, {
		construct(Transport, [url, protocols]) {
			const socket = new Transport(url, protocols);
			sockets.push(socket);
			return socket;
		},
	});
	return { transport, sockets };
}

/** As a lost network does: the client hears of the end, the server of nothing. */
function breakSocket(socket: WebSocket | undefined): void {
	socket?.close(4000, "the network is gone");
}

export function recovery(target: () => Target): void {
	function subscribed(channel: RealtimeChannel, times = 1): Promise<void> {
		let seen = 0;
		return new Promise((resolve) => {
			channel.subscribe((status) => {
				if (status === "SUBSCRIBED") seen += 1;
				if (seen === times) resolve();
			});
		});
	}

	async function announce(topic: string): Promise<void> {
		const response = await fetch(`${target().url}/realtime/v1/api/broadcast`, {
			method: "POST",
			headers: { apikey: target().secretKey, "content-type": "application/json" },
			body: JSON.stringify({ messages: [{ topic, event: "back", payload: {}, private: true }] }),
		});
		expect(response.status).toBe(202);
	}

	describe.runIf(isWhole)("21. a socket that breaks", () => {
		it("is replaced, and its private channel joined again as it was", async () => {
			const topic = topicFor("r");
			const { transport, sockets } = breakableTransport();
			const client = target().client(await target().token(), { transport });
			await client.realtime.setAuth();
			const channel = client.channel(topic, { config: { private: true } });
			const back = new Promise((resolve) => channel.on("broadcast", { event: "back" }, resolve));
			const twice = subscribed(channel, 2);
			await expect.poll(() => channel.state, { timeout: 5_000 }).toBe("joined");
			breakSocket(sockets[0]);
			await twice;
			await announce(topic);
			await back;
			expect(sockets).toHaveLength(2);
		}, 20_000);
	});

	describe.runIf(isWhole)("22. a storm of reconnecting clients", () => {
		it("ends with every client back on every channel", async () => {
			const topics = Array.from({ length: 4 }, () => topicFor("r"));
			const token = await target().token();
			const crowd = Array.from({ length: 20 }, () => {
				const { transport, sockets } = breakableTransport();
				return { client: target().client(token, { transport }), sockets };
			});
			const heard = new Map<SupabaseClient, number>();
			const back = crowd.map(async ({ client, sockets }) => {
				await client.realtime.setAuth();
				const channels = topics.map((topic) =>
					client.channel(topic, { config: { private: true } }),
				);
				for (const channel of channels) {
					channel.on("broadcast", { event: "back" }, () => {
						heard.set(client, (heard.get(client) ?? 0) + 1);
					});
				}
				const all = channels.map((channel) => subscribed(channel, 2));
				await expect
					.poll(() => channels.every((channel) => channel.state === "joined"), { timeout: 15_000 })
					.toBe(true);
				breakSocket(sockets[0]);
				await Promise.all(all);
			});
			await Promise.all(back);
			for (const topic of topics) await announce(topic);
			await expect
				.poll(() => crowd.map(({ client }) => heard.get(client)), { timeout: 10_000 })
				.toEqual(crowd.map(() => topics.length));
		}, 60_000);
	});
}
