import { useMemo } from "react";
import { useStore } from "../state/use-store.ts";
import { useSupportContext } from "../support-context.ts";
import { useIsBrowser } from "../use-is-browser.ts";
import { createSayText, type Dictionaries, languageChain, type SayText } from "./resolve-text.ts";
import { useTextSettings } from "./text-settings.tsx";

/** Says texts from these dictionaries in the widget's language, else the visitor's. */
export function useSayText(dictionaries: Dictionaries): SayText {
	const { client } = useSupportContext("useSupportText");
	const { locale, content } = useTextSettings();
	const { website, visitor } = useStore(client.session);
	const isBrowser = useIsBrowser();

	return useMemo(() => {
		const context = {
			website,
			visitor,
			humanAgents: website?.availableHumanAgents ?? [],
			aiAgents: website?.availableAIAgents ?? [],
		};
		return createSayText({
			languages: languageChain(locale, visitor?.language),
			content,
			dictionaries,
			context,
			hour: isBrowser ? new Date().getHours() : null,
		});
	}, [dictionaries, locale, content, website, visitor, isBrowser]);
}
