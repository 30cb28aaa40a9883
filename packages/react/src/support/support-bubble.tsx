import { useBubbleText } from "../hooks/text/use-bubble-text.ts";
import { type BubbleState, useBubble } from "../primitives/use-bubble.ts";
import { classNames } from "./shared/class-names.ts";
import { IconShape } from "./shared/icon-shape.tsx";
import type { BubbleSlotProps } from "./support-types.ts";

const SPEECH =
	"M12 4c-4.7 0-8.5 3.2-8.5 7.3 0 2.3 1.2 4.3 3.1 5.7-.1 1-.5 2-1.3 2.7 1.6.1 3.2-.4 4.4-1.3.7.2 1.5.3 2.3.3 4.7 0 8.5-3.3 8.5-7.4S16.7 4 12 4Z";
const DOWN = "m6 9.5 6 6 6-6";

/** More than this is simply many. */
const COUNTED_UP_TO = 99;

/** The widget's own bubble: what it will do, and how much waits behind it. */
export function SupportBubble({ className }: BubbleSlotProps) {
	const { state, attributes } = useBubble();
	const { isOpen, isTyping, unreadCount } = state;

	return (
		<button
			{...attributes}
			className={classNames("co-bubble", className)}
			aria-label={useLabel(state)}
			onClick={state.toggle}
		>
			<span className="co-bubble-icon" data-shown={isOpen ? undefined : ""}>
				{isTyping ? <Dots /> : <IconShape path={SPEECH} size={24} />}
			</span>
			<span className="co-bubble-icon" data-shown={isOpen ? "" : undefined}>
				<IconShape path={DOWN} size={24} />
			</span>
			{unreadCount > 0 && !isOpen && (
				<span className="co-badge" aria-hidden="true">
					{unreadCount > COUNTED_UP_TO ? `${COUNTED_UP_TO}+` : unreadCount}
				</span>
			)}
		</button>
	);
}

function useLabel({ isOpen, unreadCount: count }: BubbleState): string {
	const text = useBubbleText();
	if (isOpen) return text("component.bubble.close");

	const unread = count > 0 ? `, ${text("component.bubble.unread", { count })}` : "";
	return text("component.bubble.open") + unread;
}

function Dots() {
	return (
		<span className="co-dots">
			<span className="co-dot" />
			<span className="co-dot" />
			<span className="co-dot" />
		</span>
	);
}
