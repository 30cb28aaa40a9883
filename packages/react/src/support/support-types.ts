import type { ComponentType, ReactNode } from "react";
import type { SupportTextContentOverrides } from "../hooks/text/keys.ts";
import type { StartContentInput } from "../hooks/use-content-layer.ts";

export type BubbleSlotProps = { className?: string };

export type ContainerSlotProps = {
	className?: string;
	children: ReactNode;
	position?: "top" | "bottom";
	align?: "right" | "left";
};

export type RouterSlotProps = { children?: ReactNode };

/** Components that take the place of the widget's own. */
export type SupportSlots = {
	/** Composes `Primitive.Bubble`. */
	bubble?: ComponentType<BubbleSlotProps> | undefined;
	/** Holds the window; there while it is open. */
	container?: ComponentType<ContainerSlotProps> | undefined;
	/** Registers pages, renders `children` and `Primitive.Router`. */
	router?: ComponentType<RouterSlotProps> | undefined;
};

export type SupportClassNames = {
	root?: string | undefined;
	bubble?: string | undefined;
	container?: string | undefined;
};

export type SupportProps<Locale extends string = string> = StartContentInput & {
	className?: string | undefined;
	/** The corner, up or down; the window opens to the other side. */
	position?: "top" | "bottom" | undefined;
	/** The corner, right or left. */
	align?: "right" | "left" | undefined;
	positioning?: "fixed" | "absolute" | undefined;
	/** Forces light or dark; default: dark inside `.dark` or `[data-color-scheme="dark"]`. */
	theme?: "light" | "dark" | undefined;
	slots?: SupportSlots | undefined;
	classNames?: SupportClassNames | undefined;
	/** `<Page>`s of your own. */
	children?: ReactNode;
	/** Opens on mount. */
	defaultOpen?: boolean | undefined;
	/** The language; default: the visitor's, else English. */
	locale?: string | undefined;
	/** Words of your own. */
	content?: SupportTextContentOverrides<Locale> | undefined;
};

/** Where the widget stands, with the defaults filled in. */
export type Placement = {
	position: "top" | "bottom";
	align: "right" | "left";
	positioning: "fixed" | "absolute";
};
