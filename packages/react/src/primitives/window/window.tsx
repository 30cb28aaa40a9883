import { useRef } from "react";
import { ofState, part, type StatefulPartProps } from "../part.tsx";
import { useWidget } from "../use-widget.ts";
import { useCloseOnEscape } from "./use-close-on-escape.ts";
import { useFocusInAndBack } from "./use-focus-in-and-back.ts";
import { useFocusTrap } from "./use-focus-trap.ts";
import { WINDOW_ID } from "./window-id.ts";

export type WindowState = { isOpen: boolean; close: () => void };

export type WindowProps = StatefulPartProps<
	"div",
	WindowState,
	{
		/** In place of the provider's; with these a window needs no provider. */
		isOpen?: boolean | undefined;
		onOpenChange?: ((isOpen: boolean) => void) | undefined;
		closeOnEscape?: boolean | undefined;
		/** Keeps the focus inside and says that the page behind waits. */
		trapFocus?: boolean | undefined;
		/** Moves the focus in when it opens. */
		autoFocus?: boolean | undefined;
		/** Gives the focus back when it closes. */
		restoreFocus?: boolean | undefined;
	}
>;

/** The dialog that holds the widget: there while open. Name it with `aria-label` or `aria-labelledby`. */
export const Window = part("div", function Window(props: WindowProps) {
	const {
		isOpen,
		onOpenChange,
		closeOnEscape = true,
		trapFocus = false,
		autoFocus = true,
		restoreFocus = true,
		className,
		children,
		...rest
	} = props;
	const widget = useWidget();
	const element = useRef<HTMLDivElement>(null);
	const state: WindowState = {
		isOpen: isOpen ?? widget.isOpen,
		close: onOpenChange ? () => onOpenChange(false) : widget.close,
	};

	useCloseOnEscape(element, { isOn: state.isOpen && closeOnEscape, close: state.close });
	useFocusTrap(element, state.isOpen && trapFocus);
	useFocusInAndBack(element, { isOn: state.isOpen, autoFocus, restoreFocus });

	if (!state.isOpen) return null;
	return {
		role: "dialog",
		id: WINDOW_ID,
		tabIndex: -1,
		"aria-modal": trapFocus || undefined,
		"data-state": "open",
		...rest,
		ref: element,
		className: ofState(className, state),
		children: ofState(children, state),
	};
});
