import { useStore } from "../state/use-store.ts";
import { useSupportContext } from "../support-context.ts";
import { languageChain, spokenLanguage } from "./resolve-text.ts";
import { useTextSettings } from "./text-settings.tsx";

/** The language to write dates and numbers in: the widget's, else the visitor's, else English. */
export function useLanguage(): string {
	const { client } = useSupportContext("useLanguage");
	const { locale } = useTextSettings();
	const visitorLanguage = useStore(client.session, (session) => session.visitor?.language ?? null);
	return spokenLanguage(languageChain(locale, visitorLanguage));
}
