import { useEffect } from "react";

/** Holds the page still behind a window that covers it. */
export function useScrollLock(isOn: boolean): void {
	useEffect(() => {
		if (!isOn) return;
		const { style } = document.documentElement;
		const before = style.overflow;
		style.overflow = "hidden";
		return () => {
			style.overflow = before;
		};
	}, [isOn]);
}
