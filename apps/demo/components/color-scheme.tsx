"use client";

import { useEffect } from "react";

/** Writes what the person's system prefers where the widget looks for it. */
export function ColorScheme(): null {
	useEffect(() => {
		const dark = window.matchMedia("(prefers-color-scheme: dark)");
		const tell = () => {
			document.documentElement.dataset.colorScheme = dark.matches ? "dark" : "light";
		};
		tell();
		dark.addEventListener("change", tell);
		return () => dark.removeEventListener("change", tell);
	}, []);

	return null;
}
