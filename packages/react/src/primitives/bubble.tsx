import { composeHandlers } from "./compose-handlers.ts";
import { ofState, part, type StatefulPartProps } from "./part.tsx";
import { type BubbleState, type BubbleStateProps, useBubble } from "./use-bubble.ts";

export type { BubbleState };
export type BubbleProps = StatefulPartProps<"button", BubbleState, BubbleStateProps>;

/** The button that opens and closes the widget. */
export const Bubble = part("button", function Bubble(props: BubbleProps) {
	const { isOpen, unreadCount, isTyping, onToggleOpen, className, children, ...rest } = props;
	const { state, attributes } = useBubble({ isOpen, unreadCount, isTyping, onToggleOpen });

	return {
		...attributes,
		...rest,
		onClick: composeHandlers(rest.onClick, state.toggle),
		className: ofState(className, state),
		children: ofState(children, state),
	};
});
