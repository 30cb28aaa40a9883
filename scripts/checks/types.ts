import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import type { Check } from "./check.ts";
import { findingsOf, runProgram } from "./program.ts";

/** Every folder with a tsconfig.json compiles, two at a time. */
export const types: Check = {
	name: "types",
	async run() {
		const waiting = projects();
		const worker = async (): Promise<string[]> => {
			const project = waiting.shift();
			return project === undefined ? [] : [...(await compile(project)), ...(await worker())];
		};
		return (await Promise.all([worker(), worker()])).flat();
	},
};

function projects(): string[] {
	const workspace = ["packages", "apps"].flatMap((parent) =>
		readdirSync(join(root, parent)).map((name) => join(parent, name)),
	);
	return [...workspace, "scripts", "supabase", "supabase/functions", "supabase/tests"].filter(
		(folder) => existsSync(join(root, folder, "tsconfig.json")),
	);
}

async function compile(project: string): Promise<string[]> {
	if (existsSync(join(root, project, "next.config.ts"))) {
		// Writes next-env.d.ts and the types of the routes, which git does not keep.
		await runProgram([join(root, project, "node_modules", ".bin", "next"), "typegen", project]);
	}
	return findingsOf(["tsc", "--pretty", "false", "-p", project]);
}
