import { useMemo } from "react";
import { useLanguage } from "../../hooks/text/use-language.ts";

const DAY_MS = 86_400_000;

export type Dates = {
	/** 14:05 */
	time: (date: Date) => string;
	/** Today, Yesterday, Monday 12 May */
	day: (date: Date) => string;
	/** 14:05 of today, Yesterday, 12 May */
	brief: (date: Date) => string;
	/** Everything, for whoever asks by pointing. */
	full: (date: Date) => string;
};

/** Writes dates in the widget's language. */
export function useDates(): Dates {
	const language = useLanguage();
	return useMemo(() => datesIn(language), [language]);
}

function datesIn(language: string): Dates {
	const writer = (options: Intl.DateTimeFormatOptions) => {
		const format = new Intl.DateTimeFormat(language, options);
		return (date: Date) => format.format(date);
	};
	const time = writer({ hour: "numeric", minute: "2-digit" });
	const long = writer({ weekday: "long", day: "numeric", month: "long" });
	const longOfYear = writer({ day: "numeric", month: "long", year: "numeric" });
	const short = writer({ day: "numeric", month: "short" });
	const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });

	const near = (date: Date) => {
		const days = daysAgo(date);
		return days < 2 ? capitalized(relative.format(-days, "day"), language) : null;
	};
	return {
		time,
		day: (date) =>
			near(date) ?? capitalized((daysAgo(date) < 300 ? long : longOfYear)(date), language),
		brief: (date) => (daysAgo(date) === 0 ? time(date) : (near(date) ?? short(date))),
		full: writer({ dateStyle: "full", timeStyle: "short" }),
	};
}

/** Midnights between then and now; a clock that is ahead makes no tomorrow. */
function daysAgo(date: Date): number {
	const midnight = (of: Date) => new Date(of).setHours(0, 0, 0, 0);
	return Math.max(0, Math.round((midnight(new Date()) - midnight(date)) / DAY_MS));
}

function capitalized(words: string, language: string): string {
	return words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
}
