/** A piece of a line. */
export type Inline =
	| { type: "text"; text: string }
	| { type: "code"; text: string }
	| { type: "link"; text: string; url: string }
	| { type: "bold"; content: Inline[] }
	| { type: "italic"; content: Inline[] };

type Match = { length: number; inline: Inline };

/** Where something other than plain words may begin. Every rule below looks ahead a bounded way, so a line takes linear time. */
const STARTS = /[`*_[]|https?:\/\/|mailto:|[\w.+-]{1,64}@/g;
const CODE = /^`([^`\n]{1,1000})`/;
const BOLD = /^(\*\*|__)(?=\S)(.{1,1000}?\S|\S)\1(?!\w)/;
const ITALIC = /^([*_])(?=[^\s*_])([^*_]{0,999}[^\s*_]|[^\s*_])\1(?!\w)/;
const LINK = /^\[([^[\]\n]{1,300})\]\(([^()\s]{1,2000})\)/;
const URL_START = /^(?:https?:\/\/|mailto:)[^\s<>"`]{1,2000}/;
const EMAIL = /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/;
const SAFE = /^(?:https?:\/\/|mailto:)/i;

/** Finds code, bold, italic and links in one line; everything else stays words. */
export function parseInline(line: string): Inline[] {
	const found: Inline[] = [];
	let words = "";
	let at = 0;

	while (at < line.length) {
		STARTS.lastIndex = at;
		const start = STARTS.exec(line)?.index ?? line.length;
		words += line.slice(at, start);
		const match = start < line.length ? matchAt(line, start) : null;
		if (match === null) {
			words += line.charAt(start);
			at = start + 1;
			continue;
		}
		if (words !== "") found.push({ type: "text", text: words });
		found.push(match.inline);
		words = "";
		at = start + match.length;
	}
	if (words !== "") found.push({ type: "text", text: words });
	return found;
}

function matchAt(line: string, at: number): Match | null {
	// Enough for the longest of the rules.
	const rest = line.slice(at, at + 2_400);
	const isInWord = at > 0 && /\w/.test(line.charAt(at - 1));
	return code(rest) ?? link(rest) ?? (isInWord ? null : (mark(rest) ?? url(rest) ?? email(rest)));
}

function code(rest: string): Match | null {
	const match = CODE.exec(rest);
	return match && { length: match[0].length, inline: { type: "code", text: match[1] ?? "" } };
}

function link(rest: string): Match | null {
	const [whole, text = "", url = ""] = LINK.exec(rest) ?? [];
	if (whole === undefined || !SAFE.test(url)) return null;
	return { length: whole.length, inline: { type: "link", text, url } };
}

function mark(rest: string): Match | null {
	const bold = BOLD.exec(rest);
	const match = bold ?? ITALIC.exec(rest);
	if (match === null) return null;
	const content = parseInline(match[2] ?? "");
	return { length: match[0].length, inline: { type: bold ? "bold" : "italic", content } };
}

function url(rest: string): Match | null {
	const whole = URL_START.exec(rest)?.[0];
	if (whole === undefined) return null;
	const url = withoutSentenceEnd(whole);
	if (url.length <= url.indexOf(":") + 3) return null;
	return {
		length: url.length,
		inline: { type: "link", text: url.replace(/^mailto:/, ""), url },
	};
}

/** A full stop after an address ends the sentence; a closing bracket belongs to it only if one was opened in it. */
function withoutSentenceEnd(url: string): string {
	const bare = url.replace(/[.,;:!?'*_]{1,10}$/, "");
	const isUnopened = bare.endsWith(")") && !bare.includes("(");
	return isUnopened ? withoutSentenceEnd(bare.slice(0, -1)) : bare;
}

function email(rest: string): Match | null {
	const address = EMAIL.exec(rest)?.[0];
	if (address === undefined) return null;
	return {
		length: address.length,
		inline: { type: "link", text: address, url: `mailto:${address}` },
	};
}
