import { parseUrl } from "../parse-url.ts";

type Page = { url: string; title: string | null };

/** The page a visitor looks at, as a link; null for what is none: a browser may send anything. */
export function factsOfPage(page: Page | null): { href: string; label: string } | null {
	const url = page === null ? null : parseUrl(page.url);
	if (page === null || url === null || !/^https?:$/.test(url.protocol)) return null;
	return { href: url.href, label: page.title || `${url.host}${url.pathname}` };
}

/** Where somebody came from, in short; null for what is no web address. */
export function hostOf(url: string | null): string | null {
	const parsed = url === null ? null : parseUrl(url);
	return parsed === null ? null : parsed.host.replace(/^www\./, "") || null;
}
