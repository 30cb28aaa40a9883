// `npm run mutate [word…]`: breaks each policy, each guard and each place that asks one in turn (those whose name has one
// of the words) and sees that a test notices. Prints the survivors; there must be none.
import { seconds } from "./bootstrap/report.mjs";
import { guardMutants } from "./mutants/guards.ts";
import { policyMutants } from "./mutants/policies.ts";
import { questionMutants } from "./mutants/questions.ts";
import { runMutants } from "./mutants/run.ts";

const begun = Date.now();
const words = process.argv.slice(2);
const verdicts = await runMutants(
	async (sql) =>
		[
			...(await policyMutants(sql)),
			...(await guardMutants(sql)),
			...(await questionMutants(sql)),
		].filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word))),
	({ mutant, noticedBy }) => {
		console.log(`  ${noticedBy ? "✓" : "✗"} ${mutant.name}`);
		if (noticedBy) console.log(`      ${noticedBy}`);
	},
);
const survivors = verdicts.filter(({ noticedBy }) => !noticedBy).map(({ mutant }) => mutant.name);
console.log(
	`\n  ${verdicts.length} mutants, ${seconds(begun)}. Survivors: ${survivors.join(", ") || "none"}.`,
);
process.exitCode = survivors.length === 0 && verdicts.length > 0 ? 0 : 1;
