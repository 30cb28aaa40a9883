import type { DefaultMessage } from "@cossistant/protocol";
import { useCallback, useEffect, useRef } from "react";
import { type DefaultMessageInput, toDefaultMessages } from "./default-message.ts";
import type { ContentLayers, StartContent } from "./state/content-layers.ts";
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
	const say = useSpokenLayers(layers);

	return {
		defaultMessages: said.defaultMessages ?? website?.defaultMessages ?? NO_MESSAGES,
		quickOptions: said.quickOptions ?? website?.quickOptions ?? NO_OPTIONS,
		setDefaultMessages: useCallback(
			(messages) => say("defaultMessages", { defaultMessages: toDefaultMessages(messages) }),
			[say],
		),
		setQuickOptions: useCallback(
			(options) => say("quickOptions", { quickOptions: options }),
			[say],
		),
	};
}

/** Content set by hand: the last word of each kind holds until its component goes. */
function useSpokenLayers(layers: ContentLayers) {
	const removals = useRef(new Map<keyof StartContent, () => void>());
	useEffect(() => {
		const spoken = removals.current;
		return () => {
			for (const remove of spoken.values()) remove();
			spoken.clear();
		};
	}, []);

	return useCallback(
		(key: keyof StartContent, content: Partial<StartContent>) => {
			removals.current.get(key)?.();
			removals.current.set(key, layers.add({ kind: "page", ...content }));
		},
		[layers],
	);
}
