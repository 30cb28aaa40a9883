import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { isUnreachable } from "./unreachable-refusals.ts";

const chapters = join(root, "supabase", "schemas");

type Routine = { schema: string; name: string; raises: string[]; calls: string[] };

/** What each function of the API may refuse with, as the chapters say: its own codes and those of what it calls. */
export function refusalsOfFunctions(): Map<string, string[]> {
	const routines = readdirSync(chapters)
		.filter((name) => name.endsWith(".sql"))
		.flatMap((name) => routinesIn(readFileSync(join(chapters, name), "utf8")));
	const inPrivate = new Map(
		routines.filter(({ schema }) => schema === "private").map((one) => [one.name, one]),
	);
	return new Map(
		routines
			.filter(({ schema }) => schema === "public")
			.map((routine): [string, string[]] => [
				routine.name,
				[...raisedBy(routine, inPrivate, new Set())]
					.filter((code) => !isUnreachable(routine.name, code))
					.sort(),
			])
			.sort(([one], [other]) => one.localeCompare(other)),
	);
}

/** The functions a chapter makes, each with the codes it raises and the private functions it calls. */
function routinesIn(chapter: string): Routine[] {
	return chapter
		.replace(/--.*$/gm, "")
		.split(/^create function /m)
		.slice(1)
		.flatMap((text) => {
			const [, schema, name] = /^(public|private)\.(\w+)/.exec(text) ?? [];
			if (!schema || !name) return [];
			const body = bodyOf(text);
			return [
				{
					schema,
					name,
					raises: [...body.matchAll(/raise_error\(\s*'(\w+)'/g)].map(([, code = ""]) => code),
					calls: [...body.matchAll(/private\.(\w+)\(/g)].map(([, called = ""]) => called),
				},
			];
		});
}

/** From the arguments, whose defaults call nothing that refuses, to the end of the body. */
function bodyOf(text: string): string {
	const quoted = /as \$\$([\s\S]*?)\$\$;/.exec(text);
	const bound = /^return ([\s\S]*?);$/m.exec(text);
	return (quoted ?? bound)?.[0] ?? "";
}

function raisedBy(
	{ raises, calls }: Routine,
	inPrivate: Map<string, Routine>,
	seen: Set<string>,
): Set<string> {
	const codes = new Set(raises);
	for (const name of calls) {
		const called = inPrivate.get(name);
		if (!called || seen.has(name)) continue;
		seen.add(name);
		for (const code of raisedBy(called, inPrivate, seen)) codes.add(code);
	}
	return codes;
}
