/** Which website the agent looked at last, so that the start leads there. */
export const LAST_WEBSITE_COOKIE = "website";

/** Remembers the website on this browser. */
export function rememberWebsite(websiteId: string): void {
	// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox
	document.cookie = `${LAST_WEBSITE_COOKIE}=${websiteId}; path=/; max-age=31536000; samesite=lax`;
}
