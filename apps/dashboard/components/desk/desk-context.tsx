"use client";

import { createWorld } from "@cossistant/core/parts";
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import type { Website } from "../../lib/api/functions.ts";
import type { Workspace } from "../../lib/api/workspace.ts";
import { rememberWebsite } from "../../lib/last-website.ts";
import { createDesk, type Desk, type DeskStart } from "../../lib/live/desk.ts";
import type { NameOf } from "../../lib/timeline/event-sentence.ts";
import { useConfig, useRpc, useSupabase } from "../shell/config-provider.tsx";

type DeskContextValue = { desk: Desk; website: Website; workspace: Workspace };

const DeskContext = createContext<DeskContextValue | null>(null);

type DeskProviderProps = {
	workspace: Workspace;
	website: Website;
	start: DeskStart;
	children: ReactNode;
};

/** Sets up the desk of one website and keeps it running while its screen is there. */
export function DeskProvider({ workspace, website, start, children }: DeskProviderProps) {
	const config = useConfig();
	const client = useSupabase();
	const rpc = useRpc();
	const [desk] = useState(() =>
		createDesk({
			world: createWorld({}),
			config,
			client,
			rpc,
			me: workspace.me,
			websiteId: website.id,
			start,
			onAccessEnded: () => window.location.assign("/"),
		}),
	);

	useEffect(() => {
		rememberWebsite(website.id);
		return desk.start();
	}, [desk, website.id]);

	useEffect(() => {
		const { data } = client().auth.onAuthStateChange((event) => {
			// Signed out here or in another tab: nothing of the session stays on screen.
			if (event === "SIGNED_OUT") window.location.assign("/sign-in");
		});
		return () => data.subscription.unsubscribe();
	}, [client]);

	return <DeskContext value={{ desk, website, workspace }}>{children}</DeskContext>;
}

/** The desk of this screen. */
export function useDesk(): Desk {
	return useDeskContext().desk;
}

/** The website and the workspace around it. */
export function useWorkplace(): Omit<DeskContextValue, "desk"> {
	return useDeskContext();
}

/** Finds the name of somebody of the team. */
export function useNameOf(): NameOf {
	const { workspace } = useDeskContext();
	return (id) => workspace.colleagues.find((colleague) => colleague.id === id)?.name ?? null;
}

function useDeskContext(): DeskContextValue {
	const value = use(DeskContext);
	if (value === null) throw new Error("useDesk must be used inside <DeskProvider>.");
	return value;
}
