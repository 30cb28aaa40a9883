import { parseUrl } from "../parse-url.ts";

/** Where a developer tries the widget out: any port of this machine. */
const HERE = ["http://localhost:*", "http://127.0.0.1:*"];

/** The domain of whatever somebody writes or pastes into a field for one. */
export function domainOf(text: string): string {
	const written = text.trim().toLowerCase();
	if (written === "") return "";
	const url = parseUrl(/^[a-z]+:\/\//.test(written) ? written : `https://${written}`);
	return (url?.hostname ?? written).replace(/^www\./, "");
}

/** The origins a website on this domain most likely has, this machine included. */
export function suggestedOrigins(domain: string): readonly string[] {
	const isHere = domain === "localhost" || domain === "127.0.0.1";
	if (domain === "" || isHere) return HERE;
	return [`https://${domain}`, `https://*.${domain}`, ...HERE];
}

/** The origins of a text with one a line; commas and blanks part them too. */
export function readOrigins(text: string): readonly string[] {
	const written = text.split(/[\s,]+/).filter(Boolean);
	return [...new Set(written.map((origin) => origin.toLowerCase().replace(/\/+$/, "")))];
}
