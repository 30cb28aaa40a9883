import { type ReactNode, useContext } from "react";
import { type PartProps, part } from "../part.tsx";
import { RichText } from "./rich-text.tsx";
import { TimelineItemContext } from "./timeline-item-context.ts";

export type TimelineItemContentProps = PartProps<
	"div",
	{
		/** In place of the item's own. */
		text?: string | null | undefined;
		/** Draws bold, italic, code, lists and links; otherwise the text as it is. */
		renderMarkdown?: boolean | undefined;
		children?: ReactNode | ((text: string) => ReactNode);
	}
>;

/** What an item says. */
export const TimelineItemContent = part(
	"div",
	function TimelineItemContent(props: TimelineItemContentProps) {
		const { text, renderMarkdown = true, children, ...rest } = props;
		const item = useContext(TimelineItemContext);
		const words = text ?? item?.text ?? "";
		const drawn = renderMarkdown ? <RichText text={words} /> : words;

		return {
			...rest,
			children: typeof children === "function" ? children(words) : (children ?? drawn),
		};
	},
);

export type TimelineItemTimestampProps = PartProps<
	"time",
	{
		/** In place of the item's own. */
		timestamp?: Date | string | undefined;
		/** Writes it; default: hours and minutes in the browser's language. */
		format?: ((date: Date) => string) | undefined;
		/** A time as ISO text, which is formatted, or anything else, which is shown as it is. */
		children?: ReactNode;
	}
>;

/** When an item was written. */
export const TimelineItemTimestamp = part(
	"time",
	function TimelineItemTimestamp(props: TimelineItemTimestampProps) {
		const { timestamp, format = hoursAndMinutes, children, ...rest } = props;
		const item = useContext(TimelineItemContext);
		const written = isMoment(children) ? children : undefined;
		const date = new Date(timestamp ?? written ?? item?.timestamp ?? Number.NaN);
		const isDate = !Number.isNaN(date.getTime());

		return {
			dateTime: isDate ? date.toISOString() : undefined,
			...rest,
			children: (written === undefined ? children : undefined) ?? (isDate ? format(date) : null),
		};
	},
);

function isMoment(value: ReactNode): value is string {
	return typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);
}

function hoursAndMinutes(date: Date): string {
	return date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}
