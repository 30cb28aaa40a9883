import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCheckout } from "../../packages/stack/src/base/checkout.ts";
import { denoBinary, denoEnvironment } from "../../packages/stack/src/functions/deno.ts";

const run = promisify(execFile);
const checkout = findCheckout();
const PROJECT = "abcdefghijklmnopqrst";

/** What the platform is sent when somebody deploys: the files by their paths, and what the CLI says of them. */
type Upload = { files: File[]; metadata: Record<string, unknown> };

/** Stands in for Supabase's management API, and keeps the one upload. */
function startPlatform(slug: string, uploads: Upload[]) {
	const server = createServer(async (request, response) => {
		const body = await buffer(request);
		response.setHeader("content-type", "application/json");
		if (request.method === "POST") {
			const headers = { "content-type": request.headers["content-type"] ?? "" };
			const form = await new Response(new Uint8Array(body), { headers }).formData();
			const metadata = JSON.parse(String(form.get("metadata")));
			uploads.push({ files: form.getAll("file").filter((file) => file instanceof File), metadata });
			response.writeHead(201);
		}
		const made = { slug, name: slug, status: "ACTIVE", version: 1 };
		response.end(JSON.stringify({ id: PROJECT, ref: PROJECT, ...made }));
	});
	return new Promise<typeof server>((resolve) => {
		server.listen(0, "127.0.0.1", () => resolve(server));
	});
}

/** `supabase functions deploy`, as the README says, against that platform. */
async function deploy(name: string, folder: string): Promise<Upload> {
	const uploads: Upload[] = [];
	const platform = await startPlatform(name, uploads);
	const url = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`;
	const profile = join(folder, "profile.yaml");
	const urls = ["api_url", "dashboard_url", "docs_url"].map((name) => `${name}: ${url}\n`);
	await writeFile(profile, `name: test\nproject_host: localhost\n${urls.join("")}`);
	const cli = join(checkout.root, "packages/stack/node_modules/.bin/supabase");
	const deploying = ["functions", "deploy", name, "--use-api", `--remote=${PROJECT}`];
	const env = {
		...process.env,
		HOME: folder,
		DO_NOT_TRACK: "1",
		SUPABASE_ACCESS_TOKEN: `sbp_${"0".repeat(40)}`,
	};
	await run(cli, [...deploying, "--profile", profile, "--yes"], { cwd: checkout.root, env });
	platform.close();
	const [upload] = uploads;
	if (upload === undefined) throw new Error("The CLI has uploaded nothing.");
	return upload;
}

const FUNCTIONS = ["api", "attachments", "visitor-session", "worker"];

describe.each(FUNCTIONS)("deploying %s to Supabase", (name) => {
	let folder: string;
	let upload: Upload;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "deploy-"));
		upload = await deploy(name, folder);
	});
	afterAll(() => rm(folder, { recursive: true }));

	it("lets it be called without a token: it checks by itself", () => {
		expect(upload.metadata).toMatchObject({
			name,
			entrypoint_path: `supabase/functions/${name}/index.ts`,
			import_map_path: `supabase/functions/${name}/deno.json`,
			verify_jwt: false,
		});
	});

	it("takes no test along", () => {
		expect(upload.files.map((file) => file.name).filter((path) => /test|story/.test(path))).toEqual(
			[],
		);
	});

	it("takes all along that the function needs, and its types fit", async () => {
		for (const file of upload.files) {
			const path = join(folder, "uploaded", file.name);
			await mkdir(dirname(path), { recursive: true });
			await writeFile(path, await file.text());
		}
		const { entrypoint_path: entry, import_map_path: config } = upload.metadata;

		const checked = run(denoBinary(), ["check", "--quiet", `--config=${config}`, String(entry)], {
			cwd: join(folder, "uploaded"),
			env: denoEnvironment(join(checkout.stateDir, "deno")) as NodeJS.ProcessEnv,
		});

		await expect(checked).resolves.toMatchObject({ stderr: "" });
	});
});
