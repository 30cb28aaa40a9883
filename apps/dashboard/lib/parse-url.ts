/** A URL, or null for text that is none. `URL.parse` is missing in browsers that are not that old. */
export function parseUrl(text: string, base?: string): URL | null {
	try {
		return new URL(text, base);
	} catch {
		return null;
	}
}
