import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { TransactionSql } from "postgres";
import { COLUMNS, type Rows, type Table, type Value } from "./rows.ts";

/** Streams rows into their tables, each table after those that it refers to. */
export async function copyRows(sql: TransactionSql, rows: Rows): Promise<number> {
	let count = 0;
	for (const table of Object.keys(COLUMNS) as Table[]) {
		const lines = rows[table] ?? [];
		if (lines.length === 0) continue;
		const columns = COLUMNS[table].split(" ").join(", ");
		const into = await sql.unsafe(`copy public.${table} (${columns}) from stdin`).writable();
		await pipeline(Readable.from(chunks(lines)), into);
		count += lines.length;
	}
	return count;
}

const ROWS_AT_ONCE = 500;

function* chunks(lines: Value[][]): Generator<string> {
	for (let start = 0; start < lines.length; start += ROWS_AT_ONCE) {
		yield lines
			.slice(start, start + ROWS_AT_ONCE)
			.map(lineOf)
			.join("");
	}
}

/** A row in COPY's text format. */
function lineOf(row: Value[]): string {
	return `${row.map(textOf).join("\t")}\n`;
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function textOf(value: Value): string {
	if (value === null) return "\\N";
	const text = String(value);
	return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign) : text;
}
