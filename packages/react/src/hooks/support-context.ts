import type { CossistantClient } from "@cossistant/core";
import { createContext, useContext } from "react";
import type { ConfigurationError } from "./configuration-error.ts";
import type { ContentLayers } from "./state/content-layers.ts";
import type { SupportStore } from "./state/support-store.ts";

/** What one provider holds: its client and its stores, never their content. */
export type SupportContextValue = {
	client: CossistantClient;
	store: SupportStore;
	layers: ContentLayers;
	/** What the provider's props lack; such a client is never started. */
	missing: ConfigurationError | null;
};

/** Carries the provider's client and stores; read it through the hooks. */
export const SupportContext = createContext<SupportContextValue | null>(null);

export function useSupportContext(caller: string): SupportContextValue {
	const value = useContext(SupportContext);
	if (value === null) throw new Error(`${caller} must be used inside <SupportProvider>.`);
	return value;
}
