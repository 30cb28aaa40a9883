import {
	type ComponentPropsWithoutRef,
	createElement,
	type ElementType,
	type ForwardRefExoticComponent,
	forwardRef,
	type ReactNode,
	type Ref,
	type RefAttributes,
} from "react";
import { Slot } from "./slot.tsx";
import { useMergedRef } from "./use-merged-ref.ts";

type Tag = keyof HTMLElementTagNameMap;

/** What every part takes: the attributes of its element, and `asChild` to be the element inside it. */
export type PartProps<Name extends Tag, Own = unknown> = Own &
	Omit<ComponentPropsWithoutRef<Name>, keyof Own> & { asChild?: boolean | undefined };

/** What a part with a state takes: `className` and `children` may be functions of that state. */
export type StatefulPartProps<Name extends Tag, State, Own = unknown> = Own &
	Omit<ComponentPropsWithoutRef<Name>, keyof Own | "className" | "children"> & {
		asChild?: boolean | undefined;
		className?: string | ((state: State) => string | undefined) | undefined;
		children?: ReactNode | ((state: State) => ReactNode);
	};

/** The attributes a part puts on its element, after functions of its state have been called. */
export type PartAttributes<Name extends Tag> = ComponentPropsWithoutRef<Name> & {
	asChild?: boolean | undefined;
	ref?: Ref<HTMLElementTagNameMap[Name]> | undefined;
	[data: `data-${string}`]: string | number | boolean | undefined;
};

/** A part's component. */
export type Part<Name extends Tag, Props> = ForwardRefExoticComponent<
	Props & RefAttributes<HTMLElementTagNameMap[Name]>
>;

/** Makes a headless part: one element with the attributes that `useAttributes` answers, or nothing for null. */
export function part<Name extends Tag, Props extends object>(
	tag: Name,
	useAttributes: (props: Props) => PartAttributes<Name> | null,
): Part<Name, Props> {
	const Component = forwardRef<HTMLElementTagNameMap[Name], Props>((props, forwarded) => {
		const answer = useAttributes(props as Props);
		const ref = useMergedRef(forwarded, answer?.ref);
		if (answer === null) return null;
		const { asChild, ...attributes } = answer;
		// Loosely typed: what an app adds to HTML attributes (Next's `tw`) need not fit ours.
		const element: ElementType = asChild ? Slot : tag;
		return createElement(element, { ...attributes, ref });
	});
	Component.displayName = useAttributes.name;
	return Component as unknown as Part<Name, Props>;
}

/** Calls what the user wrote as a function of the part's state. */
export function ofState<State, Result>(
	value: Result | ((state: State) => Result),
	state: State,
): Result {
	return typeof value === "function" ? (value as (state: State) => Result)(state) : value;
}
