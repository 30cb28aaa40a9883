"use client";

import { setNonce } from "get-nonce";
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import { createRenewingRpc } from "../../lib/api/renewing-rpc.ts";
import type { Rpc } from "../../lib/api/rpc.ts";
import { signInPath } from "../../lib/auth/paths.ts";
import type { Config } from "../../lib/config.ts";
import { browserClient } from "../../lib/supabase/browser.ts";
import type { DashboardClient } from "../../lib/supabase/client.ts";
import type { Theme } from "../../lib/theme.ts";

type ConfigContextValue = { config: Config; initialTheme: Theme };

const ConfigContext = createContext<ConfigContextValue | null>(null);

/** Hands the server's runtime configuration to the browser. */
export function ConfigProvider(props: {
	config: Config;
	theme: Theme;
	nonce: string | undefined;
	children: ReactNode;
}) {
	// Dialogs lock the page's scroll with a style element; under the content security policy it needs the nonce.
	if (typeof window !== "undefined" && props.nonce !== undefined) setNonce(props.nonce);
	const [value] = useState({ config: props.config, initialTheme: props.theme });
	return <ConfigContext value={value}>{props.children}</ConfigContext>;
}

/** The configuration the server runs with. */
export function useConfig(): Config {
	return useConfigContext().config;
}

/** The theme this page was rendered in. */
export function useInitialTheme(): Theme {
	return useConfigContext().initialTheme;
}

/** The one Supabase client of this page, made when it is first needed: never while rendering. */
export function useSupabase(): () => DashboardClient {
	const config = useConfig();
	return useCallback(() => browserClient(config), [config]);
}

/** Calls database functions as the signed-in agent. */
export function useRpc(): Rpc {
	const client = useSupabase();
	return useMemo(() => createRenewingRpc(client, leave), [client]);
}

/** The session is over: the way back leads here again. */
function leave(): void {
	window.location.assign(signInPath(`${window.location.pathname}${window.location.search}`));
}

function useConfigContext(): ConfigContextValue {
	const value = use(ConfigContext);
	if (value === null) throw new Error("useConfig must be used inside <ConfigProvider>.");
	return value;
}
