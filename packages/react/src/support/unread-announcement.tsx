import { useStore } from "../hooks/state/use-store.ts";
import { useBubbleText } from "../hooks/text/use-bubble-text.ts";
import { useClient } from "../hooks/use-client.ts";
import { useSupportState } from "../hooks/use-support-state.ts";

/** Tells screen readers of messages that arrive while the window is closed; in the window they are read out themselves. */
export function UnreadAnnouncement() {
	const text = useBubbleText();
	const isOpen = useSupportState("Support", ({ config }) => config.isOpen);
	const count = useStore(useClient().conversationList, (list) => list.unreadCount);

	return (
		<span className="co-hidden" role="status">
			{!isOpen && count > 0 && text("component.bubble.unread", { count })}
		</span>
	);
}
