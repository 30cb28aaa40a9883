import { useStore } from "../hooks/state/use-store.ts";
import { useBubbleText } from "../hooks/text/use-bubble-text.ts";
import { useClient } from "../hooks/use-client.ts";
import { useSupportState } from "../hooks/use-support-state.ts";
import { Bubble } from "../primitives/bubble.tsx";
import { classNames } from "./shared/class-names.ts";
import { Icon } from "./shared/icons.tsx";
import type { BubbleSlotProps } from "./support-types.ts";

/** More than this is simply many. */
const COUNTED_UP_TO = 99;

/** The widget's own bubble: what it will do, and how much waits behind it. */
export function SupportBubble({ className }: BubbleSlotProps) {
	return (
		<Bubble className={classNames("co-bubble", className)} aria-label={useLabel()}>
			{({ isOpen, isTyping, unreadCount }) => (
				<>
					<span className="co-bubble-icon" data-shown={isOpen ? undefined : ""}>
						{isTyping ? <Dots /> : <Icon name="message" size={24} />}
					</span>
					<span className="co-bubble-icon" data-shown={isOpen ? "" : undefined}>
						<Icon name="down" size={24} />
					</span>
					{unreadCount > 0 && !isOpen && (
						<span className="co-badge" aria-hidden="true">
							{unreadCount > COUNTED_UP_TO ? `${COUNTED_UP_TO}+` : unreadCount}
						</span>
					)}
				</>
			)}
		</Bubble>
	);
}

function useLabel(): string {
	const text = useBubbleText();
	const isOpen = useSupportState("Support", ({ config }) => config.isOpen);
	const count = useStore(useClient().conversationList, (list) => list.unreadCount);
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
