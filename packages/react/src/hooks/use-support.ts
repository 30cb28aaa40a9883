import type { CossistantClient, SessionState } from "@cossistant/core";
import type {
	AIAgent,
	DefaultMessage,
	HumanAgent,
	PublicVisitor,
	PublicWebsiteResponse,
} from "@cossistant/protocol";
import { useMemo } from "react";
import { baseLanguage } from "./base-language.ts";
import { type ConfigurationError, refusedConfiguration } from "./configuration-error.ts";
import type { DefaultMessageInput } from "./default-message.ts";
import type { SupportSize } from "./state/support-store.ts";
import { useStore } from "./state/use-store.ts";
import { useSupportContext } from "./support-context.ts";
import { useStartContent } from "./use-start-content.ts";
import { useSupportState } from "./use-support-state.ts";

/** The visitor with the language to speak to them. */
export type SupportVisitor = PublicVisitor & { locale: string | null };

export type UseSupportResult = {
	website: PublicWebsiteResponse | null;
	visitor: SupportVisitor | undefined;
	isOpen: boolean;
	open: () => void;
	close: () => void;
	toggle: () => void;
	/** Unread messages over all conversations. */
	unreadCount: number;
	availableHumanAgents: HumanAgent[];
	availableAIAgents: AIAgent[];
	client: CossistantClient;
	/** Whether the website's data is still on its way. */
	isLoading: boolean;
	error: Error | null;
	/** Something only the site's developer can put right: a missing or wrong key, an origin that is not allowed. */
	configurationError: ConfigurationError | null;
	size: SupportSize;
	defaultMessages: readonly DefaultMessage[];
	quickOptions: readonly string[];
	setDefaultMessages: (messages: readonly DefaultMessageInput[]) => void;
	setQuickOptions: (options: readonly string[]) => void;
};

const NO_HUMANS: HumanAgent[] = [];
const NO_AI: AIAgent[] = [];

/**
 * State and controls of the support widget.
 * @example
 * const { isOpen, toggle, unreadCount } = useSupport();
 */
export function useSupport(): UseSupportResult {
	const { client, store, missing } = useSupportContext("useSupport");
	const session = useStore(client.session);
	const { website, visitor } = useMemo(() => peopleOf(session), [session]);

	return {
		website,
		visitor,
		isOpen: useSupportState("useSupport", ({ config }) => config.isOpen),
		open: store.open,
		close: store.close,
		toggle: store.toggle,
		unreadCount: useStore(client.conversationList, (list) => list.unreadCount),
		availableHumanAgents: website?.availableHumanAgents ?? NO_HUMANS,
		availableAIAgents: website?.availableAIAgents ?? NO_AI,
		client,
		isLoading: missing === null && website === null && session.phase !== "failed",
		error: session.phase === "failed" ? session.error : null,
		configurationError: useMemo(() => missing ?? refusedConfiguration(session), [missing, session]),
		size: useSupportState("useSupport", ({ config }) => config.size),
		...useStartContent(),
	};
}

function peopleOf({ website, visitor }: SessionState) {
	if (visitor === null) return { website: null, visitor: undefined };
	const locale = visitor.language === null ? null : baseLanguage(visitor.language);

	return {
		website: website === null ? null : { ...website, visitor },
		visitor: { ...visitor, locale },
	};
}
