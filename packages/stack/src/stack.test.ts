import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { createClient } from "@supabase/supabase-js";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { LOOPBACK } from "./base/ports.ts";
import { describeProcess, type ProcessInfo } from "./base/process-info.ts";
import { startStack } from "./stack.ts";
import { copyProject } from "./test-support/copy-project.ts";
import { childrenOf, postgresOf, programOf } from "./test-support/processes.ts";
import { FIXTURE_PROJECT } from "./test-support/use-stack.ts";
import type { Stack, StackOptions } from "./types.ts";

const project = copyProject();
const PATIENTLY = { timeout: 20_000 };
const ephemeral = () => startStack({ ephemeral: true, port: 0, projectDir: FIXTURE_PROJECT });
const kept = () => startStack({ port: 0, projectDir: project });

describe("a throw-away stack", () => {
	it("copies the database that the first one prepared", async () => {
		await (await ephemeral()).stop();
		const parts = new Set<string>();
		const log = (part: string) => void parts.add(part);

		const stack = await startStack({ ephemeral: true, port: 0, projectDir: FIXTURE_PROJECT, log });
		await stack.stop();

		expect(parts).not.toContain("initdb");
		expect(parts).not.toContain("supabase db push");
	});

	it("leaves no process, port or file, ten times in a row", async () => {
		const before = new Set(childrenOf(process.pid));
		for (let round = 0; round < 10; round++) {
			const stack = await ephemeral();
			await callFunction(stack);
			await stack.stop();
			expect(await listens(stack.url)).toBe(false);
		}

		await expect
			.poll(() => childrenOf(process.pid).filter((pid) => !before.has(pid)), PATIENTLY)
			.toEqual([]);
		expect(foldersOf(process.pid)).toEqual([]);
	}, 180_000);

	it("does not know of another beside it", async () => {
		const [one, other] = await Promise.all([ephemeral(), ephemeral()]);
		await admin(
			one,
			(sql) => sql`insert into public.notes (id, website_id, body) values (1, 'w', 'one')`,
		);

		const rows = await admin(other, (sql) => sql`select from public.notes`);
		await Promise.all([one.stop(), other.stop()]);

		expect(rows).toHaveLength(0);
		expect(one.url).not.toBe(other.url);
	});

	it("has commits wait for the disk only if asked to", async () => {
		expect(await settingOf("fsync", { ephemeral: true })).toBe("off");
		expect(await settingOf("fsync", { ephemeral: true, durable: true })).toBe("on");
	});

	it("has the settings of Postgres that it is given, over its own", async () => {
		const databaseSettings = { shared_buffers: "96MB", effective_cache_size: "1GB" };

		expect(await settingOf("shared_buffers", { ephemeral: true })).toBe("64MB");
		expect(await settingOf("shared_buffers", { ephemeral: true, databaseSettings })).toBe("96MB");
	});

	it("ends its processes and removes its data when its parent is killed", async () => {
		const { pid, url, kill } = await stackInAnotherProcess();
		const children = childrenOf(pid).map(describeProcess).filter(isProcess);
		expect(children.map(({ pid }) => programOf(pid))).toEqual(
			expect.arrayContaining(["deno", "postgres", "sh"]),
		);

		await kill();

		await expect
			.poll(
				() => children.filter((child) => describeProcess(child.pid)?.startedAt === child.startedAt),
				PATIENTLY,
			)
			.toEqual([]);
		await expect.poll(() => foldersOf(pid), PATIENTLY).toEqual([]);
		expect(await listens(url)).toBe(false);
	});
});

describe("a stack that keeps its data", () => {
	it("has it after a stop, files included", async () => {
		const first = await kept();
		await admin(
			first,
			(sql) => sql`insert into public.notes (id, website_id, body) values (1, 'w', 'kept')`,
		);
		await filesOf(first).upload("kept.txt", "content", { contentType: "text/plain" });
		await first.stop();

		const second = await kept();
		const rows = await admin(second, (sql) => sql`select body from public.notes where id = 1`);
		const file = await filesOf(second).download("kept.txt");
		await second.stop();

		expect(rows[0]?.body).toBe("kept");
		expect(await file.data?.text()).toBe("content");
	});

	it("begins with the seed, whose users can sign in; a throw-away one begins without", async () => {
		const ada = { email: "ada@example.com", password: "correct horse" };
		const signIn = ({ url, publishableKey }: Stack) =>
			createClient(url, publishableKey).auth.signInWithPassword(ada);
		const [seeded, empty] = [await kept(), await ephemeral()];

		const answers = [await signIn(seeded), await signIn(empty)];
		await Promise.all([seeded.stop(), empty.stop()]);

		expect(answers[0]?.data.user?.user_metadata.name).toBe("Ada");
		expect(answers[1]?.error?.code).toBe("invalid_credentials");
	});

	it("takes new migrations in, and refuses data of changed ones", async () => {
		const migration = join(project, "supabase", "migrations", "20260103000000_added.sql");
		writeFileSync(migration, "create table public.added (id integer primary key);");
		const behind = await kept();
		const rows = await admin(
			behind,
			(sql) => sql`select to_regclass('public.added') is not null as found`,
		);
		await behind.stop();

		writeFileSync(migration, "create table public.changed (id integer primary key);");

		expect(rows[0]?.found).toBe(true);
		await expect(kept()).rejects.toMatchObject({
			code: "data_is_of_another_schema",
			message: expect.stringContaining("npm run reset"),
		});
		writeFileSync(migration, "create table public.added (id integer primary key);");
	});

	it("stops by itself when Postgres is killed, says so, and loses no committed row", async () => {
		const lines: string[] = [];
		const stack = await startStack({
			port: 0,
			projectDir: project,
			log: (part, line) => lines.push(`${part} ${line}`),
		});
		await admin(
			stack,
			(sql) => sql`insert into public.notes (id, website_id, body) values (2, 'w', 'safe')`,
		);

		process.kill(postgresOf(process.pid), "SIGKILL");
		const { part } = await stack.crashed;
		expect(part).toBe("postgres");
		expect(lines.some((line) => line.startsWith("stack postgres ended by itself"))).toBe(true);
		expect(await listens(stack.url)).toBe(false);

		const again = await kept();
		const rows = await admin(again, (sql) => sql`select body from public.notes where id = 2`);
		await again.stop();
		expect(rows[0]?.body).toBe("safe");
	});

	it("goes on when one connection's process is killed: Postgres heals itself", async () => {
		const stack = await kept();
		await admin(
			stack,
			(sql) => sql`insert into public.notes (id, website_id, body) values (3, 'w', 'safe')`,
		);
		const read = async (table = "notes") => {
			const headers = { apikey: stack.publishableKey };
			return (await fetch(`${stack.url}/rest/v1/${table}`, { headers })).status;
		};
		expect(await read()).toBe(200);
		const [backend] = await admin(
			stack,
			(sql) => sql`select pid from pg_stat_activity where application_name = 'rest' limit 1`,
		);

		process.kill(backend?.pid, "SIGKILL");

		await expect.poll(() => read(), PATIENTLY).toBe(200);
		const rows = await admin(stack, (sql) => sql`select body from public.notes where id = 3`);
		expect(rows[0]?.body).toBe("safe");
		expect(await read("closed_then_opened")).toBe(404);
		await admin(stack, (sql) => sql`create table public.closed_then_opened (id integer)`);
		await expect.poll(() => read("closed_then_opened"), PATIENTLY).toBe(401);
		await stack.stop();
	});

	it("refuses to run twice on the same data, and says where it runs", async () => {
		const stack = await kept();

		await expect(kept()).rejects.toMatchObject({
			code: "already_running",
			message: expect.stringContaining(stack.url),
		});
		await stack.stop();
	});

	it("answers what was asked of a killed connection at once, and goes on", async () => {
		const stack = await kept();
		const backend = createClient(stack.url, stack.secretKey);
		const call = async () => (await backend.rpc("sleep_for", { seconds: 5 })).status;
		expect((await backend.rpc("whoami")).status).toBe(200);
		const calls = Array.from({ length: 14 }, call);
		const activePid = () =>
			admin(
				stack,
				(sql) => sql`
					select pid from pg_stat_activity where application_name = 'rest' and state = 'active'`,
			);
		await expect.poll(activePid, PATIENTLY).not.toHaveLength(0);
		const [active] = await activePid();

		const begun = Date.now();
		process.kill(active?.pid, "SIGKILL");

		// Four of them had no connection yet: they may begin when Postgres is back, and sleep their five seconds.
		const statuses = await Promise.all(calls);
		expect(Date.now() - begun).toBeLessThan(10_000);
		expect(statuses.filter((status) => status === 503).length).toBeGreaterThanOrEqual(10);
		expect(statuses.filter((status) => ![503, 200, 204].includes(status))).toEqual([]);
		await expect.poll(async () => (await backend.rpc("whoami")).status, PATIENTLY).toBe(200);
		await stack.stop();
	});

	it("takes its data over from a run that was killed with its watchdog", async () => {
		const { pid, kill } = await stackInAnotherProcess({ projectDir: project, keep: true });
		const orphan = postgresOf(pid);
		for (const child of childrenOf(pid)) {
			if (programOf(child) === "sh") process.kill(child, "SIGKILL");
		}
		await kill();

		const stack = await kept();
		const rows = await admin(stack, (sql) => sql`select body from public.notes where id = 1`);
		await stack.stop();

		expect(rows[0]?.body).toBe("kept");
		expect(describeProcess(orphan)).toBeUndefined();
	});
});

describe("a stack that cannot start", () => {
	it("names the program that has its port", async () => {
		const server = createServer();
		await new Promise<void>((listening) => server.listen(0, LOOPBACK, listening));
		const { port } = server.address() as { port: number };

		await expect(startStack({ ephemeral: true, port })).rejects.toMatchObject({
			code: "port_taken",
			message: expect.stringContaining(`process ${process.pid}`),
		});
		server.close();
	});

	it("does not listen to a network", async () => {
		await expect(startStack({ ephemeral: true, port: 0, host: "0.0.0.0" })).rejects.toMatchObject({
			code: "loopback_only",
		});
	});
});

describe("the keys", () => {
	it("are this checkout's own, and readable by its owner alone", async () => {
		const read = (folder: string) =>
			JSON.parse(readFileSync(join(folder, ".stack/keys.json"), "utf8"));
		await (await kept()).stop();

		const [mine, theirs] = [read(project), read(FIXTURE_PROJECT)];

		for (const name of Object.keys(mine)) expect(mine[name]).not.toBe(theirs[name]);
		expect(mine.publishableKey).toMatch(/^sb_publishable_[A-Za-z0-9]{22}_[A-Za-z0-9]{8}$/);
	});
});

type Query = (sql: ReturnType<typeof postgres>) => Promise<postgres.RowList<postgres.Row[]>>;

async function admin(stack: Stack, query: Query) {
	const sql = postgres(stack.adminDatabaseUrl, { max: 1, onnotice: () => {} });
	try {
		return await query(sql);
	} finally {
		await sql.end();
	}
}

/** What Postgres has for a setting in a stack that is started for it. */
async function settingOf(name: string, options: StackOptions): Promise<unknown> {
	const stack = await startStack({ ...options, port: 0, projectDir: FIXTURE_PROJECT });
	const [row] = await admin(stack, (sql) => sql`select current_setting(${name}) as value`);
	await stack.stop();
	return row?.value;
}

function filesOf({ url, secretKey }: Stack) {
	return createClient(url, secretKey).storage.from("attachments");
}

async function callFunction({ url }: Pick<Stack, "url">): Promise<void> {
	const response = await fetch(`${url}/functions/v1/open`);
	await response.body?.cancel();
	expect(response.status).toBe(200);
}

async function listens(url: string): Promise<boolean> {
	return fetch(url).then(
		() => true,
		() => false,
	);
}

/** What the throw-away stacks of a process have left of their data. */
function foldersOf(pid: number): string[] {
	const folder = join(FIXTURE_PROJECT, ".stack", "ephemeral");
	return readdirSync(folder).filter((name) => name.startsWith(`${pid}.`));
}

function isProcess(info: ProcessInfo | undefined): info is ProcessInfo {
	return info !== undefined;
}

type OtherProcess = { pid: number; url: string; kill(): Promise<void> };

/** A stack whose process can be killed without killing the tests; one function has been called. */
async function stackInAnotherProcess(
	options: { projectDir?: string; keep?: boolean } = {},
): Promise<OtherProcess> {
	const program = `
		import { startStack } from ${JSON.stringify(resolve(import.meta.dirname, "stack.ts"))};
		const stack = await startStack(${JSON.stringify({
			ephemeral: !options.keep,
			port: 0,
			projectDir: options.projectDir ?? FIXTURE_PROJECT,
		})});
		await fetch(stack.url + "/functions/v1/open");
		console.log(stack.url);
		setInterval(() => {}, 1000);
	`;
	const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", program], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const url = await new Promise<string>((ready, failed) => {
		child.stdout.once("data", (data) => ready(String(data).trim()));
		child.once("exit", (code) => failed(new Error(`The other process ended with ${code}.`)));
	});
	const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
	return {
		pid: child.pid as number,
		url,
		kill() {
			child.kill("SIGKILL");
			return ended;
		},
	};
}
