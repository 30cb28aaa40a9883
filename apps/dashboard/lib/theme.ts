/** Light, dark, or whatever the system wishes. Kept in a cookie, so that the first paint is already right. */
export type Theme = "system" | "light" | "dark";

export const THEME_COOKIE = "theme";

/** Reads a stored theme; anything unknown is the system's. */
export function parseTheme(value: string | undefined): Theme {
	return value === "light" || value === "dark" ? value : "system";
}

/** Wears a theme now and on the next visit. */
export function wearTheme(theme: Theme): void {
	if (theme === "system") delete document.documentElement.dataset.theme;
	else document.documentElement.dataset.theme = theme;
	// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox
	document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=31536000; samesite=lax`;
}
