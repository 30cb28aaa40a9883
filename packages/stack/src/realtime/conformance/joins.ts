import { describe, expect, it } from "vitest";
import { topicFor } from "../testing/policies.ts";
import { isWhole, type Target } from "./target.ts";

const JOIN_REFUSED_AFTER_MS = 5_000;

export function joins(target: () => Target): void {
	describe("1. a granted join", () => {
		it("answers in version 2.0.0 with both refs and an empty list", async () => {
			const socket = await target().connect();
			socket.send(["4", "4", "realtime:lobby", "phx_join", { config: {} }]);
			const reply = await socket.next({ event: "phx_reply" });
			expect(reply.text).toBe(
				'["4","4","realtime:lobby","phx_reply",{"status":"ok","response":{"postgres_changes":[]}}]',
			);
		});

		it("answers in version 1.0.0, which is also what a client gets that names none", async () => {
			for (const vsn of ["1.0.0", ""]) {
				const socket = await target().connect({ vsn });
				socket.send({ topic: "realtime:lobby", event: "phx_join", payload: {}, ref: "1" });
				const reply = await socket.next({ event: "phx_reply", ref: "1" });
				expect(JSON.parse(reply.text ?? "")).toMatchObject({
					topic: "realtime:lobby",
					event: "phx_reply",
					ref: "1",
					payload: { status: "ok", response: { postgres_changes: [] } },
				});
			}
		});

		it("makes the client library's channel SUBSCRIBED", async () => {
			const statuses: string[] = [];
			await new Promise<void>((resolve) => {
				const client = target().client();
				client.channel("lobby").subscribe((status) => {
					statuses.push(status);
					resolve();
				});
			});
			expect(statuses).toEqual(["SUBSCRIBED"]);
		});

		it("gives back the bindings of postgres_changes with ids", async () => {
			const socket = await target().connect();
			const wanted = { event: "INSERT", schema: "public", table: "websites" };
			const reply = await socket.join("realtime:changes", { postgres_changes: [wanted] });
			expect(reply.response.postgres_changes).toEqual([{ ...wanted, id: expect.any(Number) }]);
			const said = await socket.next({ event: "system" }, 20_000);
			expect(said.payload).toMatchObject({ extension: "postgres_changes", channel: "changes" });
		});
	});

	describe("2. a denied private join", () => {
		it("is answered after five seconds, during which the socket does nothing else", async () => {
			const socket = await target().connect();
			const begun = Date.now();
			const joining = socket.join("realtime:nobody:may", { private: true });
			const beat = socket.heartbeat().catch(() => undefined);
			const reply = await joining;
			expect(Date.now() - begun).toBeGreaterThanOrEqual(JOIN_REFUSED_AFTER_MS - 50);
			expect(reply).toEqual({
				status: "error",
				response: {
					reason:
						"Unauthorized: You do not have permissions to read from this Channel topic: nobody:may",
				},
			});
			await beat;
			expect(Date.now() - begun).toBeGreaterThanOrEqual(JOIN_REFUSED_AFTER_MS - 50);
		}, 20_000);
	});

	describe.runIf(isWhole)("3. a join without a token", () => {
		it("joins as the API key's role", async () => {
			const topic = topicFor("ra");
			const socket = await target().connect();
			const reply = await socket.join(`realtime:${topic}`, { private: true });
			expect(reply.status).toBe("ok");
		});

		it("is refused where that role may not read, though a signed-in user may", async () => {
			const topic = topicFor("r");
			const client = target().client();
			const refused = new Promise<string | undefined>((resolve) => {
				client
					.channel(topic, { config: { private: true } })
					.subscribe((_status, error) => resolve(error?.message));
			});
			const socket = await target().connect();
			const token = await target().token();
			const granted = await socket.join(`realtime:${topic}`, { private: true }, { token });
			expect(granted.status).toBe("ok");
			expect(await refused).toMatch(/^Unauthorized: You do not have permissions/);
		}, 20_000);

		it("takes an API key in the place of a token for the connection's", async () => {
			const topic = topicFor("ra");
			const socket = await target().connect();
			const reply = await socket.join(
				`realtime:${topic}`,
				{ private: true },
				{ token: target().publishableKey },
			);
			expect(reply.status).toBe("ok");
		});
	});
}
