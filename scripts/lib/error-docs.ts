import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ERRORS } from "@cossistant/protocol";
import { root } from "../bootstrap/paths.mjs";
import { refusalsOfFunctions } from "./refusals.ts";

/** The page that says what each error code means, made of the chapters and of protocol. */
export const errorDocsFile = join(root, "docs", "errors.md");

const HEADER = `# Errors

Every refusal has a stable code, an HTTP status, a sentence and a hint. Functions of the database answer
\`{ code: "PT<status>", message: "<code>", details, hint }\`, edge functions \`{ code, message, hint }\`. With \`rate_limited\`
comes \`retryAfterSeconds\`: in \`details\` as JSON, or in the edge function's answer.

What you may not see does not exist: it answers 404, not 403. Nothing has changed when a call is refused.

This page is made by \`npm run errors\` from \`supabase/schemas\` and \`packages/protocol\`.
`;

/** What the page must hold. */
export function errorDocsText(): string {
	const hints = hintsOfChapter();
	const raisedBy = functionsByCode();
	const sections = Object.entries(ERRORS)
		.sort(([one, [a]], [other, [b]]) => a - b || one.localeCompare(other))
		.map(([code, [status, message]]) => {
			const { detail = message, hint = "" } = hints.get(code) ?? {};
			const functions = (raisedBy.get(code) ?? []).map((name) => `\`${name}\``).join(", ");
			const from = functions || "the clients and edge functions";
			const sentences = [detail, hint].filter(Boolean).join(" ");
			return `\n### \`${code}\` · ${status}\n\n${sentences}\n\nFrom ${from}.\n`;
		});
	return HEADER + sections.join("");
}

function functionsByCode(): Map<string, string[]> {
	const byCode = new Map<string, string[]>();
	for (const [name, codes] of refusalsOfFunctions()) {
		for (const code of codes) byCode.set(code, [...(byCode.get(code) ?? []), name]);
	}
	return byCode;
}

/** The sentence and the hint of each code in the chapter of errors. */
function hintsOfChapter(): Map<string, { detail: string; hint: string }> {
	const chapter = readFileSync(join(root, "supabase", "schemas", "05_errors.sql"), "utf8");
	const line = /^ +\('(\w+)', \d{3}, '((?:[^']|'')*)', '((?:[^']|'')*)'\)/gm;
	return new Map(
		[...chapter.matchAll(line)].map(([, code = "", detail = "", hint = ""]) => [
			code,
			{ detail: unquote(detail), hint: unquote(hint) },
		]),
	);
}

function unquote(text: string): string {
	return text.replaceAll("''", "'");
}
