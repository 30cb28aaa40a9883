"use client";

import {
	type CossistantClient,
	type CossistantClientOptions,
	createCossistantClient,
} from "@cossistant/core";
import { type ReactNode, useEffect, useMemo } from "react";
import { missingConfiguration } from "./configuration-error.ts";
import { apiUrlOfEnvironment, pageStorage, publicKeyOfEnvironment } from "./environment.ts";
import { createContentLayers } from "./state/content-layers.ts";
import { createSupportStore, type SupportSize } from "./state/support-store.ts";
import { useStore } from "./state/use-store.ts";
import { SupportContext } from "./support-context.ts";
import { type StartContentInput, useContentLayer } from "./use-content-layer.ts";
import { useLatest } from "./use-latest.ts";

export type SupportProviderProps = StartContentInput & {
	children?: ReactNode;
	/** The website's public key; default: the environment's. */
	publicKey?: string | undefined;
	/** The Supabase project's URL; default: the environment's. */
	apiUrl?: string | undefined;
	/** Opens the session by itself; without it nothing is stored or asked until `client.start()`. */
	autoConnect?: boolean | undefined;
	onWsConnect?: (() => void) | undefined;
	onWsDisconnect?: (() => void) | undefined;
	onWsError?: ((error: Error) => void) | undefined;
	/** How large the window is. */
	size?: SupportSize | undefined;
	/** Opens the widget on mount. */
	defaultOpen?: boolean | undefined;
	/** A client of your own in place of one made from `publicKey` and `apiUrl`. */
	client?: CossistantClient | undefined;
};

/**
 * Connects everything below it to your support team; put it around the app once.
 * @example
 * <SupportProvider>{children}<Support /></SupportProvider>
 */
export function SupportProvider(props: SupportProviderProps) {
	const { children, autoConnect = true, size = "normal", defaultOpen = false } = props;
	const publicKey = props.publicKey ?? publicKeyOfEnvironment();
	const apiUrl = props.apiUrl ?? apiUrlOfEnvironment();
	const missing = useMemo(
		() => (props.client ? null : missingConfiguration({ publicKey, apiUrl })),
		[props.client, publicKey, apiUrl],
	);
	const client = useProvidedClient({ ...props, publicKey, apiUrl });
	const store = useMemo(() => createSupportStore(pageStorage()), []);
	const layers = useMemo(createContentLayers, []);
	const value = useMemo(
		() => ({ client, store, layers, missing }),
		[client, store, layers, missing],
	);

	useContentLayer(layers, "provider", props);
	useEffect(
		() => (autoConnect && missing === null ? connect(client) : undefined),
		[client, autoConnect, missing],
	);
	useEffect(() => store.updateConfig({ size }), [store, size]);
	useEffect(() => {
		if (defaultOpen) store.openUnasked();
	}, [store, defaultOpen]);

	const visitorId = useStore(client.session, (session) => session.visitor?.id ?? null);
	useEffect(() => {
		if (visitorId !== null) store.belongTo(visitorId);
	}, [store, visitorId]);

	return <SupportContext.Provider value={value}>{children}</SupportContext.Provider>;
}

/** Opens the session and keeps the unread count in step; a visitor without conversations costs no connection. */
function connect(client: CossistantClient): () => void {
	const stops = [client.start(), client.watchConversationList()];
	return () => {
		for (const stop of stops) stop();
	};
}

/** One client per provider, key and URL. A client does nothing before it is started, so drawing twice is harmless. */
function useProvidedClient(props: SupportProviderProps): CossistantClient {
	const { client: given, publicKey = "", apiUrl = "" } = props;
	const handlers = useLatest(props);

	return useMemo(() => {
		if (given) return given;
		const events: Partial<CossistantClientOptions> = {
			onConnect: () => handlers.current.onWsConnect?.(),
			onDisconnect: () => handlers.current.onWsDisconnect?.(),
			onError: (error) => handlers.current.onWsError?.(error),
		};
		return createCossistantClient({ publicKey, apiUrl, ...events });
	}, [given, publicKey, apiUrl, handlers]);
}
