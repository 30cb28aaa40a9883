import type { Dictionaries, SayText } from "./resolve-text.ts";
import { useSayText } from "./use-say-text.ts";
import { bubbleWords } from "./words/bubble.ts";
import { en } from "./words/en.ts";
import { es } from "./words/es.ts";
import { fr } from "./words/fr.ts";

const WORDS: Dictionaries = {
	en: { ...bubbleWords.en, ...en },
	fr: { ...bubbleWords.fr, ...fr },
	es: { ...bubbleWords.es, ...es },
};

/**
 * Says any text of the widget by its key; throws when a variable it needs is missing.
 * @example
 * const text = useSupportText();
 * text("page.home.tagline");
 */
export function useSupportText(): SayText {
	return useSayText(WORDS);
}
