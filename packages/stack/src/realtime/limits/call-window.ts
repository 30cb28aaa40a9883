/** Permits so many calls in a window of time that begins with the first. */
export type CallWindow = { take(now: number): boolean };

export function createCallWindow(options: { calls: number; windowMs: number }): CallWindow {
	let used = 0;
	let endsAt = Number.NEGATIVE_INFINITY;
	return {
		take(now) {
			if (now > endsAt) {
				used = 0;
				endsAt = now + options.windowMs;
			}
			if (used >= options.calls) return false;
			used += 1;
			return true;
		},
	};
}
