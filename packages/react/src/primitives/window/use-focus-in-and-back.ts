import { type RefObject, useEffect } from "react";
import { useLatest } from "../../hooks/use-latest.ts";

/** Moves the focus into an opening window, and back to where it was when the window closes. */
export function useFocusInAndBack(
	element: RefObject<HTMLElement | null>,
	options: { isOn: boolean; autoFocus: boolean; restoreFocus: boolean },
) {
	const { isOn } = options;
	const latest = useLatest(options);

	useEffect(() => {
		const root = element.current;
		if (!isOn || root === null) return;
		const before = document.activeElement;
		// Something inside may have taken the focus already, such as a composer.
		if (latest.current.autoFocus && !root.contains(before)) root.focus({ preventScroll: true });
		return () => {
			if (latest.current.restoreFocus) giveBack(before, root.id);
		};
	}, [element, isOn, latest]);
}

/** To whoever had it, else to the bubble; not when the person has gone on to something else. */
function giveBack(before: Element | null, windowId: string) {
	const active = document.activeElement;
	if (active !== null && active !== document.body) return;
	const hadIt = before instanceof HTMLElement && before.isConnected && before !== document.body;
	const target = hadIt
		? before
		: document.querySelector<HTMLElement>(`[aria-controls="${windowId}"]`);
	target?.focus({ preventScroll: true });
}
