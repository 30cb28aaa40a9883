import { createStore } from "@cossistant/core";
import { useContext } from "react";
import { useStore } from "../hooks/state/use-store.ts";
import { SupportContext } from "../hooks/support-context.ts";
import { composeHandlers } from "./compose-handlers.ts";
import { ofState, part, type StatefulPartProps } from "./part.tsx";
import { useWidget } from "./use-widget.ts";
import { WINDOW_ID } from "./window/window-id.ts";

export type BubbleState = {
	isOpen: boolean;
	/** Unread messages over all conversations. */
	unreadCount: number;
	/** Whether somebody of the team types. */
	isTyping: boolean;
	toggle: () => void;
};

export type BubbleProps = StatefulPartProps<
	"button",
	BubbleState,
	{
		/** In place of the provider's; with these a bubble needs no provider. */
		isOpen?: boolean | undefined;
		unreadCount?: number | undefined;
		isTyping?: boolean | undefined;
		onToggleOpen?: (() => void) | undefined;
	}
>;

const noList = createStore({ unreadCount: 0, isTyping: false });

/** The button that opens and closes the widget. */
export const Bubble = part("button", function Bubble(props: BubbleProps) {
	const { isOpen, unreadCount, isTyping, onToggleOpen, className, children, ...rest } = props;
	const widget = useWidget();
	const list = useContext(SupportContext)?.client.conversationList ?? noList;
	const heard = {
		unreadCount: useStore(list, (state: { unreadCount: number }) => state.unreadCount),
		isTyping: useStore(list, (state: { isTyping: boolean }) => state.isTyping),
	};
	const state: BubbleState = {
		isOpen: isOpen ?? widget.isOpen,
		unreadCount: unreadCount ?? heard.unreadCount,
		isTyping: isTyping ?? heard.isTyping,
		toggle: onToggleOpen ?? widget.toggle,
	};

	return {
		type: "button",
		"aria-haspopup": "dialog",
		"aria-expanded": state.isOpen,
		"aria-controls": WINDOW_ID,
		"data-state": state.isOpen ? "open" : "closed",
		"data-unread": state.unreadCount > 0 ? state.unreadCount : undefined,
		"data-typing": state.isTyping ? "" : undefined,
		...rest,
		onClick: composeHandlers(rest.onClick, state.toggle),
		className: ofState(className, state),
		children: ofState(children, state),
	};
});
