type Cancelable = { defaultPrevented: boolean };

/** Calls the user's handler, then ours unless the user's prevented it. */
export function composeHandlers<Event extends Cancelable>(
	theirs: ((event: Event) => void) | undefined,
	ours: (event: Event) => void,
) {
	return (event: Event) => {
		theirs?.(event);
		if (!event.defaultPrevented) ours(event);
	};
}
