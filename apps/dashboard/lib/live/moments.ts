/**
 * A moment as microseconds. Postgres writes microseconds and drops trailing zeros, so neither the text nor a `Date`,
 * which knows milliseconds only, can be compared by itself.
 */
export function microsOf(moment: string): number {
	const fraction = /\.(\d+)/.exec(moment)?.[1] ?? "";
	return Date.parse(moment) * 1_000 + Number(fraction.padEnd(6, "0").slice(3, 6));
}
