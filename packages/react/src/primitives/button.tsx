import { type PartProps, part } from "./part.tsx";

export type ButtonProps = PartProps<"button">;

/** A button that never submits a form by accident. */
export const Button = part("button", function Button({ ...props }: ButtonProps) {
	return { type: "button", ...props };
});
