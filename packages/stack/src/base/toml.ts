export type TomlValue = string | number | boolean | TomlValue[];
export type TomlTable = Record<string, TomlValue>;

/**
 * Reads the part of TOML that config.toml uses: `[section]` headers, and keys with strings, numbers, booleans and
 * arrays. Answers with the tables by the full name of their section.
 */
export function parseToml(text: string): Map<string, TomlTable> {
	const tables = new Map<string, TomlTable>();
	let current: TomlTable = {};
	let pending = "";
	for (const line of text.split(/\r?\n/)) {
		pending = pending === "" ? line : `${pending}\n${line}`;
		const statement = stripComment(pending).trim();
		// An array may go over several lines.
		if (/^[A-Za-z0-9_."-]+\s*=\s*\[/.test(statement) && !statement.endsWith("]")) continue;
		pending = "";
		const section = /^\[([^[\]]+)\]$/.exec(statement)?.[1];
		const pair = /^([A-Za-z0-9_.-]+|"[^"]+")\s*=\s*([\s\S]+)$/.exec(statement);
		if (section !== undefined) {
			current = {};
			tables.set(section.replaceAll('"', "").trim(), current);
		} else if (pair) {
			current[(pair[1] as string).replaceAll('"', "")] = parseValue(pair[2] as string);
		}
	}
	return tables;
}

function parseValue(source: string): TomlValue {
	const text = source.trim();
	if (text.startsWith("[")) return splitItems(text.slice(1, -1)).map(parseValue);
	if (text.startsWith('"')) return JSON.parse(text) as string;
	if (text.startsWith("'")) return text.slice(1, -1);
	if (text === "true" || text === "false") return text === "true";
	const number = Number(text.replaceAll("_", ""));
	return Number.isNaN(number) ? text : number;
}

function splitItems(text: string): string[] {
	return (text.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^,\s]+/g) ?? []).filter((item) => item !== "");
}

function stripComment(text: string): string {
	return text.replace(/("(?:[^"\\]|\\.)*"|'[^']*')|#[^\n]*/g, (_, quoted) => quoted ?? "");
}
