/** Helpers for texts that are functions. */
export type TextUtils = {
	formatNumber(value: number, options?: Intl.NumberFormatOptions): string;
	pluralize(count: number, forms: { one: string; other: string }): string;
	titleCase(text: string): string;
	/** The part of the day by the visitor's clock; always morning on a server, which does not know it. */
	timeOfDay(): { token: TimeOfDay; label: string };
	/** "Ada", "Ada and Grace", "Ada, Grace and Edsger", as the language joins them. */
	list(names: readonly string[]): string;
};

export type TimeOfDay = "morning" | "afternoon" | "evening";

const LABELS: Record<string, Record<TimeOfDay, string>> = {
	en: { morning: "morning", afternoon: "afternoon", evening: "evening" },
	fr: { morning: "matin", afternoon: "après-midi", evening: "soir" },
	es: { morning: "mañana", afternoon: "tarde", evening: "noche" },
};

/** Helpers that speak `locale`; `hour` is the visitor's, or null where nobody knows it. */
export function createTextUtils(options: { locale: string; hour: number | null }): TextUtils {
	const { locale, hour } = options;

	return {
		formatNumber: (value, format) => new Intl.NumberFormat(locale, format).format(value),
		pluralize: (count, forms) =>
			new Intl.PluralRules(locale).select(count) === "one" ? forms.one : forms.other,
		titleCase: (text) =>
			text.replace(/(^|\s)(\S)/g, (_, space, letter) => space + letter.toLocaleUpperCase(locale)),
		timeOfDay() {
			const token = timeOfDay(hour);
			return { token, label: (LABELS[locale] ?? LABELS.en)?.[token] ?? token };
		},
		list: (names) => new Intl.ListFormat(locale, { type: "conjunction" }).format(names),
	};
}

function timeOfDay(hour: number | null): TimeOfDay {
	if (hour === null || hour < 12) return "morning";
	return hour < 18 ? "afternoon" : "evening";
}
