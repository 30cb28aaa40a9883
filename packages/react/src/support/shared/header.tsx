import type { ReactNode } from "react";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { useSupportConfig } from "../../hooks/use-support-config.ts";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";

export type HeaderProps = {
	className?: string | undefined;
	/** What the page is about. */
	children?: ReactNode;
	/** Buttons beside the one that closes. */
	actions?: ReactNode;
	/** Shows a button that goes back. */
	onGoBack?: (() => void) | undefined;
};

/** The top of a page: a way back, what it is about, and the way out. */
export function Header({ className, children, actions, onGoBack }: HeaderProps) {
	const { close } = useSupportConfig();
	const text = useSupportText();

	return (
		<header className={classNames("co-header", className)}>
			{onGoBack && (
				<Button
					variant="ghost"
					size="icon"
					className="co-back"
					aria-label={text("common.actions.back")}
					onClick={onGoBack}
				>
					<Icon name="back" />
				</Button>
			)}
			<div className="co-header-content">{children}</div>
			{actions}
			<Button variant="ghost" size="icon" aria-label={text("common.actions.close")} onClick={close}>
				<Icon name="close" />
			</Button>
		</header>
	);
}
