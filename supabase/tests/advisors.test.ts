import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { routinesOf } from "./support/catalog.ts";
import { EXPECTED_FINDINGS } from "./support/exceptions.ts";
import { connect, stack } from "./support/stack.ts";

const root = join(import.meta.dirname, "../..");

type Finding = { name: string; level: string; detail: string };

async function findings(): Promise<Finding[]> {
	const { stdout } = await promisify(execFile)(
		join(root, "packages/stack/node_modules/.bin/supabase"),
		["db", "advisors", `--remote=${stack.databaseUrl}`, "--level=info", "--output-format=json"],
		{
			cwd: root,
			maxBuffer: 16 * 1024 * 1024,
			env: { ...process.env, DO_NOT_TRACK: "1", SUPABASE_TELEMETRY_DISABLED: "1" },
		},
	);
	return JSON.parse(stdout.slice(stdout.indexOf("{"))).results;
}

it("Supabase's advisors find nothing, or what is listed with its reason", async () => {
	const sql = connect();
	const bound = (await routinesOf(sql, ["public", "private"])).filter(({ isBound }) => isBound);
	await sql.end();
	const boundNames = bound.map(({ schema, name }) => `\`${schema}.${name}\``);

	const unexpected = (await findings()).filter(
		({ name, detail }) => !EXPECTED_FINDINGS[name]?.(detail, boundNames),
	);

	expect(unexpected.map(({ level, name, detail }) => `${level} ${name}: ${detail}`)).toEqual([]);
});
