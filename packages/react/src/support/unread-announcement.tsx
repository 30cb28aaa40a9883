import { useBubbleText } from "../hooks/text/use-bubble-text.ts";
import { useBubble } from "../primitives/use-bubble.ts";

/** Tells screen readers of messages that arrive while the window is closed; in the window they are read out themselves. */
export function UnreadAnnouncement() {
	const text = useBubbleText();
	const { isOpen, unreadCount: count } = useBubble().state;

	return (
		<span className="co-hidden" role="status">
			{!isOpen && count > 0 && text("component.bubble.unread", { count })}
		</span>
	);
}
