import { parseArgs } from "node:util";
import { Problem } from "../bootstrap/problem.mjs";
import { DAY, type Plan } from "./plan.ts";

export const USAGE = `npm run seed -- --conversations 1000000

  --conversations <n>   how many; the rest follows from it
  --items <n>           items of a conversation, on average (10)
  --contacts <n>        known people (a fifth of the conversations)
  --agents <n>          (50)       --websites <n>  (3)       --tags <n>  of each website (20)
  --long <n>            items of one long conversation (100000 from 100,000 conversations up, else none)
  --seed <n>            equal seeds and options make equal rows (1)
  --until <day>         when the history ends, as 2026-01-31 (today)
  --owner <email>       an account that shall own the organization (ada@acme.test)
  --url <url>           the database (DATABASE_URL, else the local Supabase that runs)`;

export type SeedOptions = { plan: Plan; owner: string; url: string | undefined };

/** What the command line asks for, or a problem that names the wrong option. */
export function readOptions(args: string[], today: number): SeedOptions {
	const values = parse(args);
	const number = (name: string, usual: number, [least, most]: [number, number]): number => {
		const text = values[name];
		if (text === undefined) return usual;
		const value = Number(text);
		if (/^\d+$/.test(text) && value >= least && value <= most) return value;
		throw new Problem(
			`--${name} can't be "${text}".`,
			`Give a whole number from ${least.toLocaleString("en")} to ${most.toLocaleString("en")}.`,
		);
	};
	const conversations = number("conversations", 1000, [1, 20_000_000]);
	const plan: Plan = {
		seed: number("seed", 1, [0, 2 ** 31 - 1]),
		conversations,
		items: number("items", 10, [2, 100]),
		contacts: number("contacts", Math.floor(conversations / 5), [0, 20_000_000]),
		agents: number("agents", 50, [1, 1000]),
		websites: number("websites", 3, [1, 100]),
		tags: number("tags", 20, [0, 200]),
		long: number("long", conversations >= 100_000 ? 100_000 : 0, [0, 1_000_000]),
		until: dayFrom(values.until, today),
	};
	return { plan, owner: values.owner ?? "ada@acme.test", url: values.url };
}

function parse(args: string[]): Record<string, string | undefined> {
	const names = [...USAGE.matchAll(/--([a-z]+) </g)].map(([, name]) => name as string);
	const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
	try {
		return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
	} catch (error) {
		const [sentence] = (error as Error).message.split(". ");
		throw new Problem(`${sentence}.`, `It is used so:\n\n${USAGE}`);
	}
}

function dayFrom(text: string | undefined, today: number): number {
	if (text === undefined) return today - (today % DAY);
	const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
	if (!Number.isNaN(day) && new Date(day).toISOString().startsWith(text)) return day;
	throw new Problem(`--until can't be "${text}".`, "Give a day, as 2026-01-31.");
}
