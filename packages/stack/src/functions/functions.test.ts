import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import WebSocket from "ws";
import { LOOPBACK } from "../base/ports.ts";
import { copyProject } from "../test-support/copy-project.ts";
import { childrenOf, programOf } from "../test-support/processes.ts";
import { useStack } from "../test-support/use-stack.ts";

const project = copyProject();

const test = useStack({
	projectDir: project,
	watchFunctions: true,
	functionTimeoutMs: 3_000,
	functionSecrets: { GREETING_SECRET: "given by the test" },
});

function call(path: string, init?: RequestInit): Promise<Response> {
	return fetch(`${test.stack.url}/functions/v1/${path}`, init);
}

describe("a function", () => {
	it("gets body and answers, with packages and shared code", async () => {
		const { data } = await test.nobody().functions.invoke("open/greet", { body: { name: "Vera" } });

		expect(data).toEqual({ text: "hello Vera" });
	});

	it("sees its own name first in the path, and where the request came from", async () => {
		const response = await call("open/deep/path?x=1", {
			headers: { "x-forwarded-for": "203.0.113.9" },
		});
		const { path, headers } = await response.json();

		expect(path).toBe("/open/deep/path");
		expect(headers["x-forwarded-for"]).toBe("203.0.113.9, 127.0.0.1");
	});

	it("has the variables of the platform and its secrets", async () => {
		const { environment } = await (await call("open")).json();

		expect(environment).toMatchObject({
			SUPABASE_URL: test.stack.url,
			SUPABASE_DB_URL: test.stack.databaseUrl,
			SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: test.stack.publishableKey }),
			SUPABASE_SECRET_KEYS: JSON.stringify({ default: test.stack.secretKey }),
			GREETING_SECRET: "given by the test",
		});
		expect(JSON.parse(environment.COSSISTANT_SIGNING_KEY)).toEqual({
			kty: "oct",
			alg: "HS256",
			k: Buffer.from(test.stack.jwtSecret).toString("base64url"),
		});
	});

	it("answers bit by bit", async () => {
		const response = await call("open/stream");
		const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();

		const first = await reader?.read();
		await call("open/go-on");
		const second = await reader?.read();

		expect([first?.value, second?.value]).toEqual(["one", " two"]);
	});

	it("speaks over a WebSocket", async () => {
		const socket = new WebSocket(
			`${test.stack.url.replace("http", "ws")}/functions/v1/open/socket`,
		);
		const answer = new Promise((resolve, reject) => {
			socket.on("message", (data) => resolve(String(data)));
			socket.on("error", reject);
		});
		socket.on("open", () => socket.send("hi"));

		expect(await answer).toBe("echo hi");
		socket.close();
	});

	it("goes on with promised work after it has answered", async () => {
		const { port, called, close } = await listenForCall();

		const response = await call(`open/later?to=http://${LOOPBACK}:${port}/`);

		expect(response.status).toBe(202);
		expect(await called).toBe("POST");
		close();
	});

	it("may start no other program, as on hosted", async () => {
		expect(await (await call("open/spawn")).text()).toBe("NotCapable");
	});

	it("runs its new source after a change", async () => {
		await call("open");
		const shared = join(project, "supabase", "functions", "_shared", "greeting.ts");
		writeFileSync(shared, 'export const greeting = "good evening";\n');

		await expect
			.poll(
				async () => {
					const body = JSON.stringify({ name: "Vera" });
					return (await call("open/greet", { method: "POST", body })).text();
				},
				{ timeout: 30_000 },
			)
			.toContain("good evening");
	});
});

describe("a function that", () => {
	it("throws answers 500, and the next request works", async () => {
		expect((await call("open/throw")).status).toBe(500);
		expect((await call("open")).status).toBe(200);
	});

	it("exits answers as hosted does, and the next request works", async () => {
		const response = await call("open/exit");

		expect(response.status).toBe(500);
		expect(await response.json()).toMatchObject({ code: "WORKER_ERROR" });
		expect((await call("open")).status).toBe(200);
	});

	it("hangs is given up in time, and takes no other with it", async () => {
		const hanging = call("open/hang");
		const other = await call("closed", { headers: { apikey: test.stack.publishableKey } });

		expect(await other.json()).toEqual({ isIn: true });
		const response = await hanging;
		expect(response.status).toBe(504);
		expect(await response.json()).toMatchObject({ code: "IDLE_TIMEOUT" });
	});

	it("is killed from outside is started anew by the next request", async () => {
		expect((await call("open")).status).toBe(200);
		for (const pid of childrenOf(process.pid)) {
			if (programOf(pid) === "deno") process.kill(pid, "SIGKILL");
		}

		await expect.poll(async () => (await call("open")).status, { timeout: 20_000 }).toBe(200);
	});

	it("does not start answers 503, one that does not exist 404", async () => {
		const broken = await call("no-boot");
		const missing = await call("nowhere");

		expect(broken.status).toBe(503);
		expect(await broken.json()).toMatchObject({ code: "BOOT_ERROR" });
		expect(missing.status).toBe(404);
		expect(await missing.json()).toMatchObject({ code: "NOT_FOUND" });
	});
});

describe("verify_jwt", () => {
	it("lets in tokens and keys of the project, and nothing else", async () => {
		const token = await test.token({});
		const status = async (headers: Record<string, string>) =>
			(await call("closed", { headers })).status;

		expect(await status({ authorization: `Bearer ${token}` })).toBe(200);
		expect(await status({ apikey: test.stack.publishableKey })).toBe(200);
		expect(await status({})).toBe(401);
		expect(await status({ authorization: `Bearer ${token.slice(0, -4)}AAAA` })).toBe(401);
		expect(await status({ apikey: "sb_publishable_guessed" })).toBe(401);
	});
});

async function listenForCall(): Promise<{ port: number; called: Promise<string>; close(): void }> {
	const { promise: called, resolve } = Promise.withResolvers<string>();
	const server = createServer((request, response) => {
		response.end();
		resolve(request.method ?? "");
	});
	await new Promise<void>((listening) => server.listen(0, LOOPBACK, listening));
	const { port } = server.address() as { port: number };
	return { port, called, close: () => server.close() };
}
