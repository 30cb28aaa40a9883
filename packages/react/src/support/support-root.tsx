import { useSupportState } from "../hooks/use-support-state.ts";
import { classNames as join } from "./shared/class-names.ts";
import { SupportBubble } from "./support-bubble.tsx";
import type { SupportProps } from "./support-types.ts";
import { UnreadAnnouncement } from "./unread-announcement.tsx";
import { type LoadWindow, useWindow } from "./use-window.ts";
import { WindowPlaceholder } from "./window-placeholder.tsx";

/** The corner of the page: the bubble, and beside it the window once it is opened and has arrived. */
export function SupportRoot(props: SupportProps & { load: LoadWindow }) {
	const { className, theme, slots, classNames, children, load } = props;
	const { position = "bottom", align = "right", positioning = "fixed" } = props;
	const { isOpen, size } = useSupportState("Support", ({ config }) => config);
	const { Window, hasFailed, prepare } = useWindow(load, isOpen);
	const Bubble = slots?.bubble ?? SupportBubble;

	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only notices that somebody comes near
		<div
			className={join("co-root cossistant", className, classNames?.root)}
			data-theme={theme}
			data-position={position}
			data-align={align}
			data-positioning={positioning}
			data-size={size}
			data-state={isOpen ? "open" : "closed"}
			onPointerOver={prepare}
			onFocus={prepare}
		>
			<Bubble {...(classNames?.bubble && { className: classNames.bubble })} />
			<UnreadAnnouncement />
			{isOpen &&
				(Window ? (
					<Window
						className={classNames?.container}
						container={slots?.container}
						router={slots?.router}
						position={position}
						align={align}
					>
						{children}
					</Window>
				) : (
					<WindowPlaceholder hasFailed={hasFailed} onRetry={prepare} />
				))}
		</div>
	);
}
