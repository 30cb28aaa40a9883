import { parseUrl } from "../parse-url.ts";

/** A stretch of a message: plain, or a link. */
export type Segment = { text: string; href: string | null };

/** Web addresses, bare `www.` ones, and email addresses. Anything else is just text. */
const LINK = /https?:\/\/[^\s<>"']+|www\.[^\s<>"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;
const TRAILING = /[.,;:!?'"…]+$/;

/** Finds the links of a text. What is not http, https or mailto never becomes one. */
export function linkify(text: string): readonly Segment[] {
	const segments: Segment[] = [];
	let at = 0;
	for (const match of text.matchAll(LINK)) {
		const label = withoutTrail(match[0]);
		const href = hrefOf(label);
		if (href === null) continue;
		if (match.index > at) segments.push({ text: text.slice(at, match.index), href: null });
		segments.push({ text: label, href });
		at = match.index + label.length;
	}
	if (at < text.length) segments.push({ text: text.slice(at), href: null });
	return segments;
}

/** The end of a sentence, or of a bracket around the link, is no part of it. */
function withoutTrail(found: string): string {
	const label = found.replace(TRAILING, "");
	if (label.endsWith(")") && !label.includes("(")) return withoutTrail(label.slice(0, -1));
	return label;
}

function hrefOf(label: string): string | null {
	const address = /^https?:/i.test(label)
		? label
		: label.includes("@") && !/^www\./i.test(label)
			? `mailto:${label}`
			: `https://${label}`;
	const url = parseUrl(address);
	return url !== null && /^(https?|mailto):$/.test(url.protocol) ? url.href : null;
}
