"use client";

import { CloudOff, RefreshCw } from "lucide-react";
import { usePart } from "../../lib/live/use-store.ts";
import { useDesk } from "../desk/desk-context.tsx";

/** Says when the screen may be behind, and that nothing is lost. Silent while all is well. */
export function ConnectionStrip() {
	const connection = usePart(useDesk().inbox, (state) => state.connection);
	const isOffline = connection === "offline";
	const isShown = isOffline || connection === "polling";
	const Icon = isOffline ? CloudOff : RefreshCw;
	return (
		<div role="status" className="shrink-0">
			{isShown && (
				<p className="mx-2 mb-1.5 flex items-center gap-2 rounded-lg bg-note px-2.5 py-1.5 text-note-ink text-xs">
					<Icon className="size-3.5 shrink-0" aria-hidden="true" />
					{isOffline
						? "No connection. What you write is kept and sent later."
						: "Live updates are away. Looking every few seconds."}
				</p>
			)}
		</div>
	);
}
