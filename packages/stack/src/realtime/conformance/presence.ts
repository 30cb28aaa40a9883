import { describe, expect, it } from "vitest";
import { topicFor } from "../testing/policies.ts";
import type { RawClient } from "../testing/raw-client.ts";
import { isWhole, type Target } from "./target.ts";

type Meta = { phx_ref: string; phx_ref_prev?: string };

export function presence(target: () => Target): void {
	async function member(topic: string, key: string, config: object = {}): Promise<RawClient> {
		const socket = await target().connect();
		const reply = await socket.join(
			topic,
			{ presence: { key, enabled: true }, ...config },
			{ token: await target().token() },
		);
		expect(reply.status).toBe("ok");
		return socket;
	}

	function say(socket: RawClient, topic: string, payload: object, ref = "2"): void {
		socket.send(["1", ref, topic, "presence", { type: "presence", ...payload }]);
	}

	describe("12. presence", () => {
		it("shows its state after the join, and tells everybody of who comes", async () => {
			const topic = `realtime:${topicFor("")}`;
			const ada = await member(topic, "ada");
			expect((await ada.next({ event: "presence_state" })).text).toBe(
				`["1",null,"${topic}","presence_state",{}]`,
			);
			say(ada, topic, { event: "track", payload: { typing: false } });
			expect((await ada.next({ ref: "2" })).payload).toEqual({ status: "ok", response: {} });
			const diff = await ada.next({ event: "presence_diff" });
			expect(JSON.parse(diff.text ?? "").slice(0, 2)).toEqual([null, null]);
			expect(diff.payload).toEqual({
				joins: { ada: { metas: [{ typing: false, phx_ref: expect.any(String) }] } },
				leaves: {},
			});
			const vera = await member(topic, "vera");
			const state = await vera.next({ event: "presence_state" });
			expect(state.payload).toEqual({ ada: diff.payload.joins.ada });
		});

		it("tells of a change with the reference before, and of nothing where nothing changed", async () => {
			const topic = `realtime:${topicFor("")}`;
			const ada = await member(topic, "ada");
			say(ada, topic, { event: "track", payload: { n: 1 } });
			const first = (await ada.next({ event: "presence_diff" })).payload.joins.ada.metas[0] as Meta;
			say(ada, topic, { event: "TRACK", payload: { n: 1 } }, "3");
			expect((await ada.next({ ref: "3" })).payload.status).toBe("ok");
			say(ada, topic, { event: "track", payload: { n: 2 } }, "4");
			const { joins, leaves } = (await ada.next({ event: "presence_diff" })).payload;
			expect(joins.ada.metas).toEqual([
				{ n: 2, phx_ref: expect.any(String), phx_ref_prev: first.phx_ref },
			]);
			expect(leaves.ada.metas).toEqual([first]);
			expect(joins.ada.metas[0].phx_ref).not.toBe(first.phx_ref);
		});

		it("keeps several sockets under one key, and forgets each when it goes", async () => {
			const topic = `realtime:${topicFor("")}`;
			const watcher = await member(topic, "watcher");
			const [phone, desk] = [await member(topic, "ada"), await member(topic, "ada")];
			say(phone, topic, { event: "track", payload: { on: "phone" } });
			await watcher.next({ event: "presence_diff" });
			say(desk, topic, { event: "track", payload: { on: "desk" } });
			await watcher.next({ event: "presence_diff" });
			const late = await member(topic, "late");
			const { ada } = (await late.next({ event: "presence_state" })).payload;
			expect(ada.metas.map((meta: { on: string }) => meta.on).sort()).toEqual(["desk", "phone"]);
			phone.socket.terminate();
			const gone = (await watcher.next({ event: "presence_diff" })).payload;
			expect(gone).toMatchObject({ joins: {}, leaves: { ada: { metas: [{ on: "phone" }] } } });
			say(desk, topic, { event: "untrack" }, "3");
			const left = (await watcher.next({ event: "presence_diff" })).payload;
			expect(left.leaves.ada.metas).toMatchObject([{ on: "desk" }]);
		});

		it("is answered with an error where the payload is no map or the event unknown", async () => {
			const topic = `realtime:${topicFor("")}`;
			const ada = await member(topic, "ada");
			say(ada, topic, { event: "track", payload: "here" }, "2");
			expect((await ada.next({ ref: "2" })).payload).toEqual({
				status: "error",
				response: { reason: "Presence track payload must be a map" },
			});
			say(ada, topic, { event: "wave" }, "3");
			expect((await ada.next({ ref: "3" })).payload).toEqual({ status: "error", response: {} });
		});

		it("names a listener without a key by a UUID of version 1", async () => {
			const topic = `realtime:${topicFor("")}`;
			const somebody = await member(topic, "");
			say(somebody, topic, { event: "track", payload: {} });
			const { joins } = (await somebody.next({ event: "presence_diff" })).payload;
			expect(Object.keys(joins)).toEqual([expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-1/)]);
		});

		it("drives the client library's state", async () => {
			const name = topicFor("");
			const [ada, vera] = [target().client(), target().client()];
			const channels = [ada, vera].map((client, index) =>
				client.channel(name, { config: { presence: { key: index === 0 ? "ada" : "vera" } } }),
			);
			const both = channels.map(
				(channel) =>
					new Promise<string[]>((resolve) => {
						channel.on("presence", { event: "sync" }, () => {
							const keys = Object.keys(channel.presenceState()).sort();
							if (keys.length === 2) resolve(keys);
						});
					}),
			);
			for (const channel of channels) {
				channel.subscribe((status) => {
					if (status === "SUBSCRIBED") void channel.track({ online: true });
				});
			}
			expect(await Promise.all(both)).toEqual([
				["ada", "vera"],
				["ada", "vera"],
			]);
		});
	});

	describe.runIf(isWhole)("12. presence on a private channel", () => {
		it("is neither shown to who may not read it, nor writable by who may not write it", async () => {
			const topic = `realtime:${topicFor("rp")}`;
			const token = await target().token({ denied: "p" });
			const blind = await target().connect();
			const config = { private: true, presence: { enabled: true, key: "blind" } };
			await blind.join(topic, config, { token });
			const seeing = await member(topic, "seeing", { private: true });
			say(seeing, topic, { event: "track", payload: {} });
			expect((await seeing.next({ ref: "2" })).payload).toEqual({
				status: "error",
				response: {},
			});
			const writable = `realtime:${topicFor("rpq")}`;
			const other = await member(writable, "other", { private: true });
			await blind.join(writable, config, { token, ref: "5" });
			say(other, writable, { event: "track", payload: {} });
			await other.next({ event: "presence_diff" });
			await blind.heartbeat();
			expect(blind.pending().filter((frame) => frame.event?.startsWith("presence"))).toEqual([]);
		});
	});
}
