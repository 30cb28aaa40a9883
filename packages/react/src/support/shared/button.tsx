import { forwardRef } from "react";
import { Button as ButtonPart, type ButtonProps as PartProps } from "../../primitives/button.tsx";
import { classNames } from "./class-names.ts";

export type ButtonProps = PartProps & {
	/** `primary` is another name for `default`. */
	variant?: "default" | "primary" | "secondary" | "ghost" | "outline" | undefined;
	size?: "default" | "large" | "icon" | undefined;
};

/** A button that looks like the widget's own. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(props, ref) {
	const { variant = "default", size = "default", className, ...rest } = props;
	return (
		<ButtonPart
			{...rest}
			ref={ref}
			className={classNames("co-button", className)}
			data-variant={variant === "primary" ? "default" : variant}
			data-size={size}
		/>
	);
});
