import { type ClipboardEvent, type KeyboardEvent, useRef } from "react";
import { useIsomorphicLayoutEffect } from "../hooks/use-isomorphic-layout-effect.ts";
import { composeHandlers } from "./compose-handlers.ts";
import { isComposing } from "./is-composing.ts";
import { type PartProps, part } from "./part.tsx";

export type MultimodalInputProps = PartProps<
	"textarea",
	{
		value: string;
		onChange: (value: string) => void;
		/** Enter was pressed; Shift+Enter writes a new line, and Enter that ends a composition sends nothing. */
		onSubmit?: (() => void) | undefined;
		/** Files were pasted. */
		onFileSelect?: ((files: File[]) => void) | undefined;
		/** Something is wrong with what is typed. */
		error?: Error | string | null | undefined;
	}
>;

/**
 * A text box that grows with what is typed. Name it with `aria-label` or a label.
 * @example
 * <MultimodalInput value={message} onChange={setMessage} onSubmit={submit} aria-label="Message" />
 */
export const MultimodalInput = part(
	"textarea",
	function MultimodalInput(props: MultimodalInputProps) {
		const { value, onChange, onSubmit, onFileSelect, error, ...rest } = props;
		const element = useRef<HTMLTextAreaElement>(null);
		useGrowth(element, value);

		return {
			rows: 1,
			"aria-invalid": error ? true : undefined,
			...rest,
			value,
			ref: element,
			onChange: (event) => onChange(event.target.value),
			onKeyDown: composeHandlers(rest.onKeyDown, (event: KeyboardEvent<HTMLTextAreaElement>) => {
				if (event.key !== "Enter" || event.shiftKey || isComposing(event.nativeEvent)) return;
				event.preventDefault();
				onSubmit?.();
			}),
			onPaste: composeHandlers(rest.onPaste, (event: ClipboardEvent<HTMLTextAreaElement>) => {
				const files = [...event.clipboardData.files];
				if (files.length === 0 || !onFileSelect) return;
				event.preventDefault();
				onFileSelect(files);
			}),
		};
	},
);

/** As high as its text; the style sheet says where that ends. */
function useGrowth(element: React.RefObject<HTMLTextAreaElement | null>, value: string) {
	useIsomorphicLayoutEffect(() => {
		const area = element.current;
		if (area === null) return;
		area.style.height = "auto";
		area.style.height = `${area.scrollHeight}px`;
	}, [element, value]);
}
