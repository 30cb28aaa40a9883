import {
	Children,
	cloneElement,
	forwardRef,
	isValidElement,
	type ReactElement,
	type ReactNode,
	type Ref,
	version,
} from "react";
import { useMergedRef } from "./use-merged-ref.ts";

type Attributes = Record<string, unknown>;

/**
 * Becomes its only child, which gets the attributes and the ref: what `asChild` means. Written out here because the
 * bubble needs it on every page, and the usual package costs a tenth of what a closed widget may weigh.
 */
export const Slot = forwardRef<unknown, { children?: ReactNode }>(function Slot(props, forwarded) {
	const { children, ...attributes } = props;
	const child = isValidElement<Attributes>(children) ? children : null;
	const ref = useMergedRef(forwarded, refOf(child));
	if (child === null) {
		if (Children.count(children) > 0) throw new Error("asChild takes exactly one element.");
		return null;
	}
	return cloneElement(child, { ...merged(attributes, child.props), ref });
});

/** The child's own attributes win; handlers are both called, the child's first; classes and styles add up. */
function merged(ours: Attributes, theirs: Attributes): Attributes {
	const result = { ...ours, ...theirs };
	for (const [name, our] of Object.entries(ours)) {
		const their = theirs[name];
		if (typeof our === "function" && typeof their === "function") {
			result[name] = (...given: unknown[]) => {
				their(...given);
				our(...given);
			};
		} else if (name === "style") {
			result[name] = { ...(our as object), ...(their as object) };
		} else if (name === "className") {
			result[name] = [our, their].filter(Boolean).join(" ");
		}
	}
	return result;
}

/** React keeps the ref beside the props before 19 and among them since; each warns about the other place. */
function refOf(child: ReactElement<Attributes> | null): Ref<unknown> | undefined {
	if (child === null) return undefined;
	const holder = Number.parseInt(version, 10) >= 19 ? child.props : child;
	return (holder as { ref?: Ref<unknown> }).ref;
}
