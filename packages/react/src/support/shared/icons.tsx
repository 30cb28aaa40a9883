import type { ReactNode } from "react";

export type IconName = keyof typeof PATHS;

const PATHS = {
	alert: "M12 8v4.5m0 3.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
	arrowDown: "M12 5v14m6-6-6 6-6-6",
	arrowUp: "M12 19V5m-6 6 6-6 6 6",
	back: "m14.5 6-6 6 6 6",
	check: "m5 12.5 4.5 4.5L19 7.5",
	chevron: "m9.5 6 6 6-6 6",
	close: "m6.5 6.5 11 11m0-11-11 11",
	down: "m6 9.5 6 6 6-6",
	message:
		"M12 4c-4.7 0-8.5 3.2-8.5 7.3 0 2.3 1.2 4.3 3.1 5.7-.1 1-.5 2-1.3 2.7 1.6.1 3.2-.4 4.4-1.3.7.2 1.5.3 2.3.3 4.7 0 8.5-3.3 8.5-7.4S16.7 4 12 4Z",
} as const;

/** A small picture beside or in place of words; the words are elsewhere. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }): ReactNode {
	return (
		<svg
			className="co-icon"
			// A page may well say what size svg elements have.
			style={{ width: size, height: size }}
			viewBox="0 0 24 24"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.75"
			strokeLinecap="round"
			strokeLinejoin="round"
			aria-hidden="true"
		>
			<path className="co-icon-path" d={PATHS[name]} />
		</svg>
	);
}
