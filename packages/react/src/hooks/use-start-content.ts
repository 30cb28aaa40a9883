import type { DefaultMessage } from "@cossistant/protocol";
import { useMemo } from "react";
import { type DefaultMessageInput, toDefaultMessages } from "./default-message.ts";
import type { StartContent } from "./state/content-layers.ts";
import { useStore } from "./state/use-store.ts";
import { useSupportContext } from "./support-context.ts";

const NO_MESSAGES: readonly DefaultMessage[] = [];
const NO_OPTIONS: readonly string[] = [];

export type StartContentResult = StartContent & {
	setDefaultMessages: (messages: readonly DefaultMessageInput[]) => void;
	setQuickOptions: (options: readonly string[]) => void;
};

/** What stands on screen before a conversation: the page's, the widget's, the provider's, else the website's own. */
export function useStartContent(): StartContentResult {
	const { client, layers } = useSupportContext("useStartContent");
	const said = useStore(layers);
	const website = useStore(client.session, (session) => session.website);

	return {
		defaultMessages: said.defaultMessages ?? website?.defaultMessages ?? NO_MESSAGES,
		quickOptions: said.quickOptions ?? website?.quickOptions ?? NO_OPTIONS,
		...useMemo(
			() => ({
				setDefaultMessages: (messages: readonly DefaultMessageInput[]) =>
					layers.say({ defaultMessages: toDefaultMessages(messages) }),
				setQuickOptions: (quickOptions: readonly string[]) => layers.say({ quickOptions }),
			}),
			[layers],
		),
	};
}
