import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { topicFor } from "../testing/policies.ts";
import type { RawClient } from "../testing/raw-client.ts";
import { type Bench, type BenchServer, startBench } from "../testing/server.ts";

let bench: Bench;
let server: BenchServer;
let socket: RawClient;

beforeAll(async () => {
	bench = await startBench();
	server = await bench.serve();
	socket = await server.connect();
});
afterAll(() => bench?.stop());

const PRIVATE = { private: true };

describe("a join that is refused says why", () => {
	it("without a topic", async () => {
		expect((await socket.join("realtime:")).response.reason).toBe(
			"TopicNameRequired: You must provide a topic name",
		);
	});

	const tokens: [string, () => Promise<string>, RegExp][] = [
		["expired", () => bench.token({}, -9), /^InvalidJWTToken: Token has expired \d+ seconds ago$/],
		[
			"without a role",
			() => bench.token({ role: undefined }),
			/^InvalidJWTToken: Fields `role` and `exp` are required in JWT$/,
		],
		["that is none", async () => "none", /^MalformedJWT: The token provided is not a valid JWT$/],
		[
			"that is forged",
			async () => `${(await bench.token()).slice(0, -4)}AAAA`,
			/^JwtSignatureError: Failed to validate JWT signature$/,
		],
		[
			"of an unknown key",
			async () => "eyJhbGciOiJFUzI1NiIsImtpZCI6ImdvbmUifQ.e30.e30",
			/^JwtSignerError: Failed to generate JWT signer for key ID \(kid\) "gone", check/,
		],
	];

	it.each(tokens)("with a token %s", async (_what, token, reason) => {
		const reply = await socket.join("realtime:open", {}, { token: await token() });
		expect(reply.status).toBe("error");
		expect(reply.response.reason).toMatch(reason);
	});

	it("where a policy raises an error", async () => {
		const topic = topicFor("rx");
		const reply = await socket.join(`realtime:${topic}`, PRIVATE, { token: await bench.token() });
		expect(reply.response.reason).toBe(
			`Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`,
		);
		expect(server.logged.join("\n")).toContain("RlsPolicyError: invalid input syntax");
	});

	it("where the role does not exist", async () => {
		const token = await bench.token({ role: "nobody" });
		const reply = await socket.join(`realtime:${topicFor("r")}`, PRIVATE, { token });
		expect(reply.response.reason).toMatch(/^Unauthorized: /);
	});

	it("where there is no partition for its probe", async () => {
		await server.faults.withholdPartition(true);
		try {
			const token = await bench.token();
			const reply = await socket.join(`realtime:${topicFor("r")}`, PRIVATE, { token });
			expect(reply.response.reason).toBe(
				"MissingPartition: Realtime was unable to find the expected messages partition",
			);
			expect((await socket.join("realtime:open")).status).toBe("ok");
		} finally {
			await server.faults.withholdPartition(false);
		}
	});

	it("where replay is asked without reading broadcasts", async () => {
		const topic = topicFor("p");
		const config = {
			private: true,
			presence: { enabled: true },
			broadcast: { replay: { since: 0 } },
		};
		const reply = await socket.join(`realtime:${topic}`, config, { token: await bench.token() });
		expect(reply.response.reason).toMatch(/^Unauthorized: .*conformance:p/);
	});

	it("where only private channels are allowed", async () => {
		const closed = await bench.serve({ limits: { privateOnly: true } });
		const client = await closed.connect();
		expect((await client.join("realtime:open")).response.reason).toBe(
			"PrivateOnly: This project only allows private channels",
		);
		const token = await bench.token();
		expect((await client.join(`realtime:${topicFor("r")}`, PRIVATE, { token })).status).toBe("ok");
	});
});

describe("a join that is granted", () => {
	it("may read presence alone, and then gets no broadcasts", async () => {
		const topic = topicFor("pw");
		const config = {
			private: true,
			presence: { enabled: true },
			broadcast: { self: true, ack: true },
		};
		await socket.join(`realtime:${topic}`, config, { token: await bench.token() });
		await socket.next({ event: "presence_state" });
		socket.send(["1", "2", `realtime:${topic}`, "broadcast", { event: "e", payload: {} }]);
		await socket.next({ ref: "2" });
		expect(socket.pending().filter((frame) => frame.event === "broadcast")).toEqual([]);
	});

	it("with postgres_changes is told that they are not supported here", async () => {
		const wanted = { event: "*", schema: "public", table: "t" };
		await socket.join("realtime:changes", { postgres_changes: [wanted] });
		expect((await socket.next({ event: "system" })).payload).toEqual({
			extension: "postgres_changes",
			status: "error",
			message: "postgres_changes is not supported by the local stack: use broadcast",
			channel: "changes",
		});
	});

	it("prefers user_token, and takes words for booleans", async () => {
		const payload = { user_token: await bench.token() };
		const config = { private: "true" };
		const reply = await socket.join(`realtime:${topicFor("r")}`, config, {
			payload,
			token: "none",
		});
		expect(reply.status).toBe("ok");
	});

	it("sees who is present once it tracks, also after a new token", async () => {
		const topic = `realtime:${topicFor("rpq")}`;
		const [late, other] = [await server.connect(), await server.connect()];
		const presence = { presence: { enabled: true, key: "other" } };
		await late.join(topic, PRIVATE, { token: await bench.token() });
		await other.join(topic, { ...PRIVATE, ...presence }, { token: await bench.token() });
		late.send(["1", "2", topic, "presence", { event: "track", payload: {} }]);
		await late.next({ event: "presence_diff" });
		late.send(["1", "3", topic, "access_token", { access_token: await bench.token() }]);
		late.send(["1", "4", topic, "presence", { event: "untrack" }]);
		await late.next({ ref: "4" });
		await late.next({ event: "presence_diff" });
		other.send(["1", "2", topic, "presence", { event: "track", payload: {} }]);
		expect((await late.next({ event: "presence_diff" })).payload.joins).toHaveProperty("other");
	});

	it("goes on past a payload that is no join at all", async () => {
		socket.send(["8", "8", "realtime:odd", "phx_join", { config: { broadcast: 7, presence: [] } }]);
		expect((await socket.next({ ref: "8" })).payload.status).toBe("ok");
	});
});
