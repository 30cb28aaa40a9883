import postgres from "postgres";
import { afterAll, expect, inject, it } from "vitest";
import { guardMutants } from "../../scripts/mutants/guards.ts";
import { policyMutants } from "../../scripts/mutants/policies.ts";
import { questionMutants } from "../../scripts/mutants/questions.ts";

const sql = postgres(inject("stack").databaseUrl, { max: 1, onnotice: () => {} });
afterAll(() => sql.end());

/* What `npm run mutate` breaks comes from the catalog: whoever adds a guard says there how it is opened and who notices. */
it.each([
	["policy", policyMutants],
	["guard", guardMutants],
	["question to a guard", questionMutants],
])("every %s can be broken, and tests are named for it", async (_, mutantsOf) => {
	const mutants = await mutantsOf(sql);

	expect(mutants.length).toBeGreaterThan(5);
	for (const { name, calls = [], files } of mutants)
		expect(calls.length + files.length, name).toBeGreaterThan(0);
});
