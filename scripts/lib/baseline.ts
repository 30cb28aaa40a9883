import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";

const chapters = join(root, "supabase", "schemas");

/** Until 0.1.0 the one migration, which is the chapters put together. */
export const baselineFile = join(root, "supabase", "migrations", "00000000000000_baseline.sql");

const HEADER = `-- The database as one migration, put together from supabase/schemas by \`npm run baseline\`.
-- Read and edit the chapters there; what is written here is lost.
`;

/** What the baseline must hold. */
export function baselineText(): string {
	const names = readdirSync(chapters)
		.filter((name) => name.endsWith(".sql"))
		.sort();
	return HEADER + names.map(chapterText).join("");
}

function chapterText(name: string): string {
	const rule = "-".repeat(Math.max(3, 96 - name.length));
	return `\n-- ${name} ${rule}\n\n${readFileSync(join(chapters, name), "utf8").trim()}\n`;
}
