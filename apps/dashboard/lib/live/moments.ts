/**
 * Orders two moments as the database does. Postgres writes microseconds and drops trailing zeros, so neither the
 * text nor a `Date`, which knows milliseconds only, can be compared by itself.
 */
export function compareMoments(a: string, b: string): number {
	return Date.parse(a) - Date.parse(b) || microsOf(a) - microsOf(b);
}

function microsOf(moment: string): number {
	const fraction = /\.(\d+)/.exec(moment)?.[1] ?? "";
	return Number(fraction.padEnd(6, "0").slice(0, 6));
}
