const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in the least that says it: `now`, `4m`, `3h`, `Mon`, `3 Mar`, `3 Mar 2025`. */
export function ago(moment: string, now: number): string {
	const then = Date.parse(moment);
	const passed = now - then;
	if (passed < MINUTE) return "now";
	if (passed < HOUR) return `${Math.floor(passed / MINUTE)}m`;
	if (passed < DAY && isSameDay(then, now)) return `${Math.floor(passed / HOUR)}h`;
	const days = daysBetween(then, now);
	if (days < 2) return "1d";
	if (days < 7) return format(then, { weekday: "short" });
	const isThisYear = new Date(then).getFullYear() === new Date(now).getFullYear();
	return format(then, { day: "numeric", month: "short", ...(!isThisYear && { year: "numeric" }) });
}

/** The day a group of messages belongs to: `Today`, `Yesterday`, `Monday 3 March`. */
export function dayOf(moment: string, now: number): string {
	const then = Date.parse(moment);
	const days = daysBetween(then, now);
	if (days === 0) return "Today";
	if (days === 1) return "Yesterday";
	const isThisYear = new Date(then).getFullYear() === new Date(now).getFullYear();
	return format(then, {
		weekday: "long",
		day: "numeric",
		month: "long",
		...(!isThisYear && { year: "numeric" }),
	});
}

/** The time of day, as the reader writes it. */
export function clockOf(moment: string): string {
	return format(Date.parse(moment), { hour: "numeric", minute: "2-digit" });
}

/** The whole moment, for who wants to know exactly. */
export function exactly(moment: string): string {
	return format(Date.parse(moment), { dateStyle: "full", timeStyle: "medium" });
}

/** Whether two moments are of the same day, here. */
export function isSameDay(a: number, b: number): boolean {
	return new Date(a).toDateString() === new Date(b).toDateString();
}

/** The time of day somewhere else; null for a zone nobody knows. */
export function clockIn(timezone: string, now: number): string | null {
	try {
		return format(now, { hour: "numeric", minute: "2-digit", timeZone: timezone });
	} catch {
		return null;
	}
}

function daysBetween(then: number, now: number): number {
	const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
	return Math.round((midnight(now) - midnight(then)) / DAY);
}

function format(time: number, options: Intl.DateTimeFormatOptions): string {
	return new Intl.DateTimeFormat(undefined, options).format(time);
}
