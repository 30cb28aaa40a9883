/** `en-GB` is `en`: the language without its region, in lower case. */
export function baseLanguage(locale: string): string {
	return locale.trim().toLowerCase().split(/[-_]/)[0] ?? "";
}
