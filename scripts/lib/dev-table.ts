import { seconds } from "../bootstrap/report.mjs";
import { seeded } from "./seeded.ts";
import type { Settings } from "./settings.ts";

export type DevTable = {
	settings: Settings;
	supabase: { url: string; mailUrl?: string };
	begun: number;
};

/** Prints where everything is and how to get in. */
export function printTable(table: DevTable): void {
	const rows = tableRows(table);
	const width = Math.max(...rows.map(([name]) => name.length));
	const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}   ${value}`);
	console.log(
		`\n${lines.join("\n")}\n\n  Ready after ${seconds(table.begun)}. Ctrl-C ends everything.\n`,
	);
}

/** The rows of the table; a project of one's own has neither the seeded agent nor the mail page. */
export function tableRows({ settings, supabase }: DevTable): [name: string, value: string][] {
	const isLocal = settings.backend.kind === "stack";
	const { email, password } = seeded.agent;
	return [
		["Dashboard", `http://127.0.0.1:${settings.dashboardPort}`],
		...(isLocal ? [["", `sign in as ${email} with ${password}`] as [string, string]] : []),
		["Demo site", `http://127.0.0.1:${settings.demoPort}`],
		["Supabase", supabase.url],
		...(supabase.mailUrl === undefined ? [] : [["Mail", supabase.mailUrl] as [string, string]]),
	];
}
