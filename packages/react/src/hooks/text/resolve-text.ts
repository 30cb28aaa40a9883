import { baseLanguage } from "../base-language.ts";
import type {
	SupportTextContentOverrides,
	SupportTextContext,
	SupportTextKey,
	SupportTextValue,
	VariablesOf,
} from "./keys.ts";
import { createTextUtils, type TextUtils } from "./text-utils.ts";

/** Words per language, by key. */
export type Dictionaries = Readonly<
	Record<string, { readonly [Key in SupportTextKey]?: SupportTextValue<Key> }>
>;

/** Says a text; keys with variables need them. */
export type SayText = <Key extends SupportTextKey>(
	key: Key,
	...variables: Record<string, never> extends VariablesOf<Key>
		? [variables?: VariablesOf<Key>]
		: [variables: VariablesOf<Key>]
) => string;

export type TextSource = {
	/** First to last language to try; exact codes before their base. */
	languages: readonly string[];
	content: SupportTextContentOverrides | undefined;
	dictionaries: Dictionaries;
	context: SupportTextContext;
	/** The visitor's hour, null on a server. */
	hour: number | null;
};

type Written = { value: SupportTextValue; language: string };

/** Says texts in the first language that has them: the site's own words before the built-in ones. */
export function createSayText(source: TextSource): SayText {
	return (key, ...[given]) => {
		const { value, language } = find(source, key);
		const variables = (given ?? {}) as Record<string, unknown>;
		const utils = createTextUtils({ locale: language, hour: source.hour });
		if (typeof value === "string") return fill(key, value, { variables, utils });
		return value({ variables, context: source.context, utils });
	};
}

/** The languages to try for a wish such as `en-GB`: itself, its base, the visitor's, English. */
export function languageChain(...wishes: readonly (string | null | undefined)[]): string[] {
	const chain = wishes.flatMap((wish) => (wish ? [wish, baseLanguage(wish)] : []));
	return [...new Set([...chain, "en"])];
}

function find({ content, dictionaries, languages }: TextSource, key: SupportTextKey): Written {
	const own = content?.[key] as SupportTextValue | Record<string, SupportTextValue> | undefined;
	if (typeof own === "string" || typeof own === "function") {
		return { value: own, language: spokenLanguage(languages) };
	}
	for (const language of languages) {
		const value =
			own?.[language] ?? (dictionaries[language]?.[key] as SupportTextValue | undefined);
		if (value !== undefined) return { value, language: spokenLanguage([language, "en"]) };
	}
	return { value: key, language: "en" };
}

/** The first of these that `Intl` can format: a code of the site's own may be none. */
export function spokenLanguage(languages: readonly string[]): string {
	return languages.find(isLanguageTag) ?? "en";
}

function isLanguageTag(code: string): boolean {
	try {
		return Intl.getCanonicalLocales(code).length > 0;
	} catch {
		return false;
	}
}

type Filling = { variables: Record<string, unknown>; utils: TextUtils };

function fill(key: string, words: string, { variables, utils }: Filling): string {
	return words.replace(/\{(\w+)(?::([^|{}]*)\|([^{}]*))?\}/g, (_, name, one, other) => {
		const value = demand(key, variables, name);
		if (one !== undefined) return utils.pluralize(amount(value), { one, other });
		if (typeof value === "number") return utils.formatNumber(value);
		return Array.isArray(value) ? utils.list(value) : String(value);
	});
}

function amount(value: unknown): number {
	return Array.isArray(value) ? value.length : Number(value);
}

function demand(key: string, variables: Record<string, unknown>, name: string): unknown {
	if (variables[name] === undefined) throw new Error(`The text "${key}" needs "${name}".`);
	return variables[name];
}
