import { type Context, cloneElement, createElement, isValidElement, type ReactNode } from "react";

/** Puts a context around a part's content; with `asChild` around the content of the child, which is the element. */
export function provideInside<Value>(
	context: Context<Value>,
	value: Value,
	{ children, asChild }: { children: ReactNode; asChild: boolean | undefined },
): ReactNode {
	const wrap = (content: ReactNode) => createElement(context.Provider, { value }, content);
	if (!asChild) return wrap(children);
	if (!isValidElement<{ children?: ReactNode }>(children)) return children;
	return cloneElement(children, undefined, wrap(children.props.children));
}
