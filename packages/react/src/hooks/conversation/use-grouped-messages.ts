import type { TimelineItem } from "@cossistant/protocol";
import { useMemo } from "react";
import { groupTimeline, type TimelineRow } from "./group-timeline.ts";

/** The rows a timeline draws: days, groups of messages and events. */
export function useGroupedMessages<Item extends TimelineItem>(
	items: readonly Item[],
): TimelineRow<Item>[] {
	return useMemo(() => groupTimeline(items), [items]);
}
