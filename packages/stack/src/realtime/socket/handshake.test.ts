import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { topicFor } from "../testing/policies.ts";
import { type Bench, type BenchServer, startBench } from "../testing/server.ts";

let bench: Bench;
let server: BenchServer;

beforeAll(async () => {
	bench = await startBench();
	server = await bench.serve();
});
afterAll(() => bench?.stop());

/** The plain HTTP answer of a handshake that fails. */
async function refusal(
	url: string,
	headers: Record<string, string> = {},
): Promise<{ status: number | undefined; body: unknown }> {
	const socket = new WebSocket(url, { headers });
	socket.on("error", () => {});
	return new Promise((resolve) => {
		socket.on("unexpected-response", async (_request, response) => {
			const chunks: Buffer[] = [];
			for await (const chunk of response) chunks.push(chunk);
			const body = JSON.parse(Buffer.concat(chunks).toString());
			resolve({ status: response.statusCode, body });
		});
	});
}

describe("a handshake that is refused", () => {
	const cases: [string, () => Promise<string>, number, string][] = [
		["without a key", async () => "", 401, "API key is missing"],
		["with nonsense", async () => "apikey=x", 401, "The token provided is not a valid JWT"],
		[
			"with an expired token",
			async () => `apikey=${await bench.token({}, -5)}`,
			401,
			"Token has expired",
		],
		[
			"with a token without a role",
			async () => `apikey=${await bench.token({ role: undefined })}`,
			401,
			"Fields `role` and `exp` are required in JWT",
		],
		[
			"with a forged token",
			async () => `apikey=${(await bench.token()).slice(0, -4)}AAAA`,
			401,
			"Failed to validate JWT signature",
		],
		[
			"with a token of an unknown key",
			async () => {
				const header = { alg: "ES256", kid: "gone" };
				const exp = Math.floor(Date.now() / 1000) + 60;
				const token = new SignJWT({ role: "anon", exp }).setProtectedHeader(header);
				return `apikey=${await token.sign(bench.signingKey)}`;
			},
			401,
			'Failed to generate JWT signer for key ID (kid) "gone", check your JWT secret or JWKS configuration',
		],
	];

	it.each(cases)("%s", async (_case, query, status, error) => {
		const answer = await refusal(`${server.url}/websocket?${await query()}`);
		expect(answer).toEqual({ status, body: { error } });
	});

	it("is answered late, so that nobody comes back at once", async () => {
		const slow = await bench.serve({ delays: { connectErrorMs: 300 } });
		const begun = Date.now();
		await refusal(`${slow.url}/websocket`);
		expect(Date.now() - begun).toBeGreaterThanOrEqual(290);
	});

	it("speaks a version nobody knows, or is on another path", async () => {
		const key = `apikey=${bench.publishable}`;
		expect((await refusal(`${server.url}/websocket?${key}&vsn=9.0.0`)).status).toBe(403);
		expect((await refusal(`${server.url}/elsewhere?${key}`)).status).toBe(404);
	});
});

describe("a handshake that is accepted", () => {
	it("shows its key in the header or as a parameter, the header first", async () => {
		const headers = { "x-api-key": bench.publishable };
		(await server.connect({ apikey: "wrong", headers })).close();
		(await server.connect({ headers })).close();
	});

	it("may show a token signed by ES256, whose role its channels have", async () => {
		const exp = Math.floor(Date.now() / 1000) + 60;
		const token = await new SignJWT({ role: "authenticated", exp })
			.setProtectedHeader({ alg: "ES256", kid: "ec" })
			.sign(bench.signingKey);
		const socket = await server.connect({ apikey: token });
		const reply = await socket.join(`realtime:${topicFor("r")}`, { private: true });
		expect(reply.status).toBe("ok");
	});

	it("leaves the secret key's role unbound by policies", async () => {
		const socket = await server.connect({ apikey: "sb_secret_bench" });
		const reply = await socket.join("realtime:any:topic", { private: true });
		expect(reply.status).toBe("ok");
	});
});

describe("over the limits", () => {
	it("too many users are refused, at the handshake and at the join", async () => {
		const small = await bench.serve({ limits: { maxConcurrentUsers: 1 } });
		const [first, second] = [await small.connect(), await small.connect()];
		expect((await first.join("realtime:a")).status).toBe("ok");
		expect((await first.join("realtime:b", {}, { ref: "2" })).status).toBe("ok");
		expect((await second.join("realtime:a")).response.reason).toBe(
			"ConnectionRateLimitReached: Too many connected users",
		);
		const url = `${small.url}/websocket?apikey=${bench.publishable}`;
		expect(await refusal(url)).toEqual({
			status: 429,
			body: { error: "Too many connected users" },
		});
	});
});
