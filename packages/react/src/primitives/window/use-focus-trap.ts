import { type RefObject, useEffect } from "react";

const TABBABLE =
	'a[href],button:not(:disabled),input:not(:disabled),select:not(:disabled),textarea:not(:disabled),[tabindex]:not([tabindex="-1"])';

/** Keeps Tab inside: after the last comes the first. */
export function useFocusTrap(element: RefObject<HTMLElement | null>, isOn: boolean) {
	useEffect(() => {
		const root = element.current;
		if (!isOn || root === null) return;
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.key !== "Tab" || event.defaultPrevented) return;
			const next = wrapped(root, event.shiftKey);
			if (next === null) return;
			event.preventDefault();
			next.focus();
		};
		document.addEventListener("keydown", onKeyDown);
		return () => document.removeEventListener("keydown", onKeyDown);
	}, [element, isOn]);
}

/** Where Tab goes when it would leave, else null. */
function wrapped(root: HTMLElement, isBackwards: boolean): HTMLElement | null {
	const tabbable = [...root.querySelectorAll<HTMLElement>(TABBABLE)].filter(
		(candidate) => candidate.getClientRects().length > 0 && !candidate.closest("[inert]"),
	);
	const first = tabbable[0] ?? root;
	const last = tabbable.at(-1) ?? root;
	const active = document.activeElement;

	if (!root.contains(active)) return isBackwards ? last : first;
	if (isBackwards) return active === first || active === root ? last : null;
	return active === last ? first : null;
}
