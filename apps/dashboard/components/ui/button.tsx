import type { ComponentProps } from "react";
import { cx } from "./cx.ts";
import { Spinner } from "./spinner.tsx";

type Variant = "primary" | "secondary" | "quiet" | "danger";
type Size = "small" | "medium" | "large";

type ButtonProps = ComponentProps<"button"> & {
	variant?: Variant;
	size?: Size;
	/** Shows that the click is being worked on; the button takes no second one meanwhile. */
	isBusy?: boolean;
};

const LOOKS: Record<Variant, string> = {
	primary: "bg-ink text-surface hover:bg-ink/85 border-transparent",
	secondary: "bg-raised text-ink border-line-strong/70 hover:bg-hover shadow-card",
	quiet: "bg-transparent text-muted border-transparent hover:bg-hover hover:text-ink",
	danger: "bg-danger text-on-accent border-transparent hover:bg-danger/85",
};

const SIZES: Record<Size, string> = {
	small: "h-7 px-2.5 text-xs gap-1.5 rounded-md",
	medium: "h-8 px-3 text-sm gap-2 rounded-md",
	large: "h-10 px-4 text-base gap-2 rounded-lg",
};

/** A button with a look; everything else is a button's own. */
export function Button({
	variant = "secondary",
	size = "medium",
	isBusy = false,
	className,
	children,
	...rest
}: ButtonProps) {
	return (
		<button
			type="button"
			{...rest}
			disabled={rest.disabled || isBusy}
			aria-busy={isBusy || undefined}
			className={buttonLook({ variant, size, className })}
		>
			{isBusy && <Spinner />}
			{children}
		</button>
	);
}

/** The look alone, for links that read as buttons. */
export function buttonLook(look: {
	variant: Variant;
	size: Size;
	className?: string | undefined;
}): string {
	return cx(
		"inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap border font-medium",
		"transition-colors disabled:cursor-default disabled:opacity-50",
		LOOKS[look.variant],
		SIZES[look.size],
		look.className,
	);
}
