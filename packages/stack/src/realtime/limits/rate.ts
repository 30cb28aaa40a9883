/** How often something happens: an average over a window that moves on by ticks. */
export type Rate = {
	add(count?: number): void;
	/** Events a second, as of the last tick. */
	average(): number;
	/** Moves the window on where its time has come. */
	tick(now: number): void;
};

/** Counts as the platform does: the average is known at ticks alone, and a young counter averages over what it has. */
export function createRate(options: { tickMs: number; windowMs: number; now: number }): Rate {
	const { tickMs } = options;
	const length = Math.max(1, Math.round(options.windowMs / tickMs));
	let buckets = [0];
	let count = 0;
	let average = 0;
	let nextTick = options.now + tickMs;

	return {
		add(more = 1) {
			count += more;
		},
		average: () => average,
		tick(now) {
			if (now < nextTick) return;
			buckets = [count, ...buckets].slice(0, length);
			count = 0;
			const sum = buckets.reduce((total, bucket) => total + bucket, 0);
			average = (sum / buckets.length / tickMs) * 1000;
			nextTick = Math.max(nextTick + tickMs, now);
		},
	};
}
