import { type Ref, useCallback } from "react";

/** One ref that fills two. */
export function useMergedRef<Element>(
	one: Ref<Element> | undefined,
	other: Ref<Element> | undefined,
): (element: Element | null) => void {
	return useCallback(
		(element) => {
			fill(one, element);
			fill(other, element);
		},
		[one, other],
	);
}

function fill<Element>(ref: Ref<Element> | undefined, element: Element | null) {
	if (typeof ref === "function") ref(element);
	else if (ref) ref.current = element;
}
