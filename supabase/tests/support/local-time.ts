/** What calendar and clock show somewhere at a moment, by the tables of JavaScript and not those of the database. */
export type Shown = {
	day: string;
	/** From Monday, 1, to Sunday, 7. */
	weekday: number;
	hour: number;
	/** When that hour began, in milliseconds; of the two hours when clocks go back, each its own. */
	hourBegan: number;
};

/** The same is asked again and again, and takes its time. */
function once<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
	const found = new Map<Key, Value>();
	return (key) => {
		if (!found.has(key)) found.set(key, find(key));
		return found.get(key) as Value;
	};
}

const digits = "2-digit" as const;
const placeIn = once((timeZone: string) => {
	const calendar = new Intl.DateTimeFormat("en-CA", {
		...{ timeZone, year: "numeric", month: digits, day: digits },
		...{ hour: digits, minute: digits, second: digits, hourCycle: "h23" },
	});
	return once((moment: number) => readCalendar(calendar, moment));
});

export function shownIn(timeZone: string, moment: number): Shown {
	return placeIn(timeZone)(moment);
}

function readCalendar(calendar: Intl.DateTimeFormat, moment: number): Shown {
	const parts = calendar.formatToParts(moment);
	const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
	const day = `${part("year")}-${part("month")}-${part("day")}`;
	const sinceHour = Number(part("minute")) * 60_000 + Number(part("second")) * 1000;
	return {
		day,
		weekday: new Date(day).getUTCDay() || 7,
		hour: Number(part("hour")),
		hourBegan: Math.floor(moment / 1000) * 1000 - sinceHour,
	};
}

/** The day so many days after another. */
export function dayAfter(day: string, days = 1): string {
	return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, "2026-01-31".length);
}

export function daysFrom(first: string, last: string): string[] {
	const days = [];
	for (let day = first; day <= last; day = dayAfter(day)) days.push(day);
	return days;
}

/** Days of a period on which clocks change. */
export function clockChanges(timeZone: string, first: string, last: string): string[] {
	const noon = (day: string) => shownIn(timeZone, Date.parse(`${day}T12:00:00Z`)).hour;
	return daysFrom(first, last).filter((day) => noon(dayAfter(day, -1)) !== noon(day));
}
