import type { StackInfo } from "@cossistant/stack";
import postgres, { type Sql } from "postgres";
import { createVitest, type TestModule, type Vitest } from "vitest/node";
import { root } from "../bootstrap/paths.mjs";
import type { Mutant } from "./policies.ts";

declare module "vitest" {
	interface ProvidedContext {
		/** The stack that the tests share, provided by their global setup. */
		stack: StackInfo;
	}
}

const ACCESS = "function-access.test.ts";

/** What became of a mutant: the first test that noticed it, or none. */
export type Verdict = { mutant: Mutant; noticedBy: string | null };

/**
 * Breaks the database in one way after another, on one throw-away stack, and runs the tests that must notice.
 *
 * @throws if these tests fail while nothing is broken: then they would notice anything.
 */
export async function runMutants(
	mutantsOf: (sql: Sql) => Promise<Mutant[]>,
	report: (verdict: Verdict) => void,
): Promise<Verdict[]> {
	const vitest = await createVitest({
		root,
		project: ["database"],
		watch: false,
		bail: 1,
		reporters: [{}],
	});
	try {
		return await runAll(vitest, { mutantsOf, report });
	} finally {
		await vitest.close();
	}
}

async function runAll(
	vitest: Vitest,
	{
		mutantsOf,
		report,
	}: {
		mutantsOf: (sql: Sql) => Promise<Mutant[]>;
		report: (verdict: Verdict) => void;
	},
): Promise<Verdict[]> {
	// Any run starts the stack.
	await firstFailure(vitest, ["advisors.test.ts"]);
	const { stack } = vitest.getProjectByName("database").getProvidedContext();
	const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
	const mutants = await mutantsOf(sql);
	// With nothing broken, every test that some mutant counts on has to pass.
	const noticed = await firstFailure(vitest, [
		...new Set([ACCESS, ...mutants.flatMap(({ files }) => files)]),
	]);
	if (noticed) throw new Error(`Nothing is broken, and yet a test fails: ${noticed}`);

	const verdicts: Verdict[] = [];
	for (const mutant of mutants) {
		await sql.unsafe(mutant.break);
		const verdict = { mutant, noticedBy: await whoNotices(vitest, mutant) };
		await sql.unsafe(mutant.mend);
		verdicts.push(verdict);
		report(verdict);
	}
	await sql.end();
	return verdicts;
}

async function whoNotices(vitest: Vitest, { calls = [], files }: Mutant): Promise<string | null> {
	if (calls.length > 0) {
		vitest.setGlobalTestNamePattern(
			new RegExp(`: (${calls.join("|")})$| (${calls.join("|")}) as `),
		);
		const noticed = await firstFailure(vitest, [ACCESS]);
		vitest.resetGlobalTestNamePattern();
		if (noticed) return noticed;
	}
	return files.length > 0 ? firstFailure(vitest, files) : null;
}

async function firstFailure(vitest: Vitest, files: string[]): Promise<string | null> {
	const specifications = await vitest.globTestSpecifications(
		files.map((file) => `supabase/tests/${file}`),
	);
	if (specifications.length !== files.length)
		throw new Error(`Not all of these are there: ${files}`);

	const asked = new Set(specifications.map(({ moduleId }) => moduleId));
	const { testModules } = await vitest.runTestSpecifications(specifications);
	// The answer names the modules of earlier runs as well.
	const failures = testModules.filter(({ moduleId }) => asked.has(moduleId)).flatMap(failuresOf);
	return failures[0] ?? null;
}

function failuresOf(module: TestModule): string[] {
	const failed = [...module.children.allTests("failed")].map(({ fullName }) => fullName);
	return failed.length > 0 || module.ok() ? failed : [`${module.moduleId} as a whole`];
}
