/** How the project's own key is shown to its services. */
export function keyHeaders(key: string): Record<string, string> {
	// A key of the new kind is no token; one of the old kind is, and has to be sent as one too.
	return { apikey: key, ...(!key.startsWith("sb_") && { authorization: `Bearer ${key}` }) };
}
