import { createElement, type ElementType } from "react";
import type { SupportTextKey, VariablesOf } from "./keys.ts";
import { useSupportText } from "./use-support-text.ts";

export type TextProps<Key extends SupportTextKey = SupportTextKey> = {
	textKey: Key;
	/** The element to put the words into. */
	as?: ElementType | undefined;
	className?: string | undefined;
} & (Record<string, never> extends VariablesOf<Key>
	? { variables?: VariablesOf<Key> | undefined }
	: { variables: VariablesOf<Key> });

/**
 * A text of the widget as an element.
 * @example
 * <Text textKey="page.home.tagline" as="p" />
 */
export function Text<Key extends SupportTextKey>(props: TextProps<Key>) {
	const { textKey, variables, as = "span", ...rest } = props as TextProps;
	const say = useSupportText() as (key: SupportTextKey, variables?: unknown) => string;
	return createElement(as, { ...rest, "data-key-name": textKey }, say(textKey, variables));
}
