import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label" | "children"> & {
	/** What it does, for everyone: its name and its tooltip. */
	label: string;
	/** The key that does the same. */
	shortcut?: string;
	children: ReactNode;
};

/** A square button that shows only an icon, and says the rest. */
export function IconButton({ label, shortcut, className, children, ...rest }: IconButtonProps) {
	return (
		<button
			type="button"
			{...rest}
			aria-label={label}
			title={shortcut === undefined ? label : `${label} (${shortcut})`}
			className={cx(
				"inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors",
				"hover:bg-hover hover:text-ink disabled:cursor-default disabled:opacity-40",
				"aria-pressed:bg-selected aria-pressed:text-ink",
				className,
			)}
		>
			{children}
		</button>
	);
}
