import { type RefObject, useEffect } from "react";
import { useLatest } from "../../hooks/use-latest.ts";
import { isComposing } from "../is-composing.ts";

/** Closes on Escape, where the key is meant for the window: inside it, on its bubble, or on nothing in particular. */
export function useCloseOnEscape(
	element: RefObject<HTMLElement | null>,
	{ isOn, close }: { isOn: boolean; close: () => void },
) {
	const latest = useLatest(close);

	useEffect(() => {
		if (!isOn) return;
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.key !== "Escape" || event.defaultPrevented || isComposing(event)) return;
			if (!isMeantFor(element.current, event.target)) return;
			event.preventDefault();
			latest.current();
		};
		document.addEventListener("keydown", onKeyDown);
		return () => document.removeEventListener("keydown", onKeyDown);
	}, [element, isOn, latest]);
}

/** The page may have dialogs of its own that close on Escape. */
function isMeantFor(window: HTMLElement | null, target: EventTarget | null): boolean {
	if (window === null || !(target instanceof Element)) return false;
	return (
		window.contains(target) ||
		target === document.body ||
		target.getAttribute("aria-controls") === window.id
	);
}
