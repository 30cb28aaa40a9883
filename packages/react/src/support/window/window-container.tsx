import { useStore } from "../../hooks/state/use-store.ts";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { useClient } from "../../hooks/use-client.ts";
import { useSupportState } from "../../hooks/use-support-state.ts";
import { Window } from "../../primitives/window/window.tsx";
import { classNames } from "../shared/class-names.ts";
import { useMediaQuery } from "../shared/use-media-query.ts";
import type { ContainerSlotProps } from "../support-types.ts";
import { useScrollLock } from "./use-scroll-lock.ts";
import { useVisibleHeight } from "./use-visible-height.ts";

/** Below this width the window is the whole screen; the style sheet says the same. */
const PHONE = "(max-width: 767px)";

/** The widget's own container: beside the page on wide screens, over it on phones. */
export function WindowContainer({ className, children, position, align }: ContainerSlotProps) {
	const text = useSupportText();
	const websiteName = useStore(useClient().session, ({ website }) => website?.name ?? "");
	const openedBy = useSupportState("Support", (state) => state.openedBy);
	const isPhone = useMediaQuery(PHONE);
	useScrollLock(isPhone);
	const style = useVisibleHeight(isPhone);

	return (
		<Window
			className={classNames("co-window", className)}
			aria-label={text("component.window.label", { websiteName })}
			trapFocus={isPhone}
			autoFocus={isPhone || openedBy === "person"}
			data-position={position}
			data-align={align}
			style={style}
		>
			{children}
		</Window>
	);
}
