import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { SignJWT } from "jose";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { findCheckout } from "../../packages/stack/src/base/checkout.ts";
import { freePort } from "../../packages/stack/src/base/ports.ts";
import { denoBinary } from "../../packages/stack/src/functions/deno.ts";
import { ORIGIN, openShop, type Shop } from "./visitor-session/story.ts";

const stack = inject("stack");
let folder: string;
let port: number;
let deno: ChildProcess;
let shop: Shop;

/** The variables of a self-hosted project: two keys of the old kind, and the secret that signs everything. */
async function environment() {
	const secret = Buffer.from(stack.jwtSecret);
	const keyOf = (role: string) =>
		new SignJWT({ role }).setProtectedHeader({ alg: "HS256" }).setExpirationTime("1h").sign(secret);
	return {
		SUPABASE_URL: stack.url,
		SUPABASE_ANON_KEY: await keyOf("anon"),
		SUPABASE_SERVICE_ROLE_KEY: stack.secretKey,
		COSSISTANT_SIGNING_KEY: JSON.stringify({ kty: "oct", k: secret.toString("base64url") }),
	};
}

beforeAll(async () => {
	shop = await openShop(stack);
	folder = await mkdtemp(join(tmpdir(), "self-host-"));
	port = await freePort();
	const file = join(folder, "index.ts");
	await build({
		absWorkingDir: findCheckout().root,
		entryPoints: ["supabase/functions/visitor-session/index.ts"],
		outfile: file,
		bundle: true,
		format: "esm",
		platform: "neutral",
	});
	// Nothing may be fetched: the one file is all there is.
	const alone = ["--no-config", "--no-npm", "--no-remote", "--cached-only"];
	deno = spawn(denoBinary(), ["run", ...alone, "--allow-env", "--allow-net", file], {
		cwd: folder,
		env: {
			...(await environment()),
			DENO_DIR: join(folder, "deno"),
			DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
		},
		stdio: "ignore",
	});
	await vi.waitFor(() => fetch(`http://127.0.0.1:${port}`), { timeout: 30_000, interval: 50 });
});
afterAll(async () => {
	deno?.kill();
	await shop.close();
	await rm(folder, { recursive: true });
});

it("runs as one file, with the keys of a self-hosted project", async () => {
	const response = await fetch(`http://127.0.0.1:${port}/visitor-session`, {
		method: "POST",
		headers: { origin: ORIGIN },
		body: JSON.stringify({ publicKey: shop.publicKey }),
	});

	const session = await response.json();
	expect([response.status, session.code]).toEqual([200, undefined]);
	const caller = { ...session, publishableKey: stack.publishableKey };
	expect((await shop.call(caller, "list_conversations")).status).toBe(200);
});
