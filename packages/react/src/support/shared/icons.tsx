import type { ReactNode } from "react";
import { IconShape } from "./icon-shape.tsx";

export type IconName = keyof typeof PATHS;

const PATHS = {
	alert: "M12 8v4.5m0 3.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
	arrowDown: "M12 5v14m6-6-6 6-6-6",
	arrowUp: "M12 19V5m-6 6 6-6 6 6",
	back: "m14.5 6-6 6 6 6",
	check: "m5 12.5 4.5 4.5L19 7.5",
	chevron: "m9.5 6 6 6-6 6",
	close: "m6.5 6.5 11 11m0-11-11 11",
} as const;

/** A small picture beside or in place of words; the words are elsewhere. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }): ReactNode {
	return <IconShape path={PATHS[name]} size={size} />;
}
