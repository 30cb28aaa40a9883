import type { ShownItem } from "@cossistant/core";
import { type RefObject, useState } from "react";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { Icon } from "../shared/icons.tsx";

/** The way back to the newest message for a reader who has gone up, with how many have come meanwhile. */
export function JumpToLatest(props: {
	timeline: RefObject<HTMLElement | null>;
	isShown: boolean;
	items: readonly ShownItem[];
}) {
	const { timeline, isShown, items } = props;
	const text = useSupportText();
	const count = useArrivals(items, isShown);
	if (!isShown) return null;

	const jump = () => {
		const element = timeline.current;
		element?.scrollTo({ top: element.scrollHeight });
		element?.focus({ preventScroll: true });
	};
	return (
		<button type="button" className="co-jump" onClick={jump}>
			<Icon name="arrowDown" size={16} />
			<span className={count > 0 ? "co-plain" : "co-hidden"}>
				{count > 0
					? text("component.timeline.newMessages", { count })
					: text("component.timeline.jumpToLatest")}
			</span>
		</button>
	);
}

/** How many messages of the team have come since the reader went up. */
function useArrivals(items: readonly ShownItem[], isAway: boolean): number {
	const newest = items.at(-1)?.order ?? 0;
	const [leftAt, setLeftAt] = useState(newest);
	if (!isAway && leftAt !== newest) setLeftAt(newest);

	return items.filter(
		({ order, type, visitorId }) => order > leftAt && type === "message" && visitorId === null,
	).length;
}
