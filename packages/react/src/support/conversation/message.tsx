import type { ShownItem } from "@cossistant/core";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { TimelineItem } from "../../primitives/timeline/timeline-item.tsx";
import { TimelineItemContent } from "../../primitives/timeline/timeline-item-parts.tsx";
import { useDates } from "../shared/use-dates.ts";

/** One message's words. */
export function Message({ item }: { item: ShownItem }) {
	const text = useSupportText();
	const dates = useDates();
	const isDeleted = item.deletedAt !== null;

	return (
		<TimelineItem
			item={item}
			className="co-message"
			title={dates.full(new Date(item.createdAt))}
			data-delivery={item.delivery.state}
			data-deleted={isDeleted ? "" : undefined}
		>
			{isDeleted ? (
				text("component.message.deleted")
			) : (
				<TimelineItemContent className="co-words" dir="auto" />
			)}
		</TimelineItem>
	);
}
