"use client";

import { useStore } from "../../lib/live/use-store.ts";
import { useDesk } from "../desk/desk-context.tsx";

/** The conversations with something written and not sent. */
export function useDrafts(): ReadonlySet<string> {
	return useStore(useDesk().drafts.index);
}
