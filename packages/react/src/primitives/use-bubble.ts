import { createStore } from "@cossistant/core";
import { useContext } from "react";
import { useStore } from "../hooks/state/use-store.ts";
import { SupportContext } from "../hooks/support-context.ts";
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

/** In place of the provider's; with these a bubble needs no provider. */
export type BubbleStateProps = {
	isOpen?: boolean | undefined;
	unreadCount?: number | undefined;
	isTyping?: boolean | undefined;
	onToggleOpen?: (() => void) | undefined;
};

const noList = createStore({ unreadCount: 0, isTyping: false });

/** What a bubble knows, and the attributes that say it. The widget's own takes them without the part around them. */
export function useBubble({ isOpen, unreadCount, isTyping, onToggleOpen }: BubbleStateProps = {}) {
	const widget = useWidget();
	const list = useContext(SupportContext)?.client.conversationList ?? noList;
	const unread = useStore(list, (heard: { unreadCount: number }) => heard.unreadCount);
	const typing = useStore(list, (heard: { isTyping: boolean }) => heard.isTyping);
	const state: BubbleState = {
		isOpen: isOpen ?? widget.isOpen,
		unreadCount: unreadCount ?? unread,
		isTyping: isTyping ?? typing,
		toggle: onToggleOpen ?? widget.toggle,
	};
	const attributes = {
		type: "button",
		"aria-haspopup": "dialog",
		"aria-expanded": state.isOpen,
		"aria-controls": WINDOW_ID,
		"data-state": state.isOpen ? "open" : "closed",
		"data-unread": state.unreadCount || undefined,
		"data-typing": state.isTyping ? "" : undefined,
	} as const;

	return { state, attributes };
}
