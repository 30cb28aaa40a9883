import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One cell of the table: what one caller gets when it does something. */
export type Expectation = { verb: string; on: string; caller: string; expected: string };

const [header = [], ...lines] = readFileSync(join(import.meta.dirname, "expected.txt"), "utf8")
	.split("\n")
	.filter((line) => line !== "" && !line.startsWith("#"))
	.map((line) => line.split(/\s+/));

/** Everybody the table speaks of. */
export const callerNames = header.slice(2);

/** What the lines of a verb stand for: tables or functions, in the table's order. */
export function subjectsOf(verb: string): string[] {
	return lines.filter((line) => line[0] === verb).map(([, on = ""]) => on);
}

/** The cells of a verb; a line for `*` holds for every subject that has none of its own. */
export function expectationsOf(verb: string, subjects = subjectsOf(verb)): Expectation[] {
	const byVerb = lines.filter((line) => line[0] === verb);
	return subjects.flatMap((on) => {
		const line = byVerb.find((line) => line[1] === on) ?? byVerb.find((line) => line[1] === "*");
		if (!line) throw new Error(`The table has no line for ${verb} ${on}.`);
		return callerNames.map((caller, column) => ({
			verb,
			on,
			caller,
			expected: line[column + 2] ?? "missing",
		}));
	});
}
