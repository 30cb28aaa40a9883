import type { SupportSize } from "./state/support-store.ts";
import { useSupportContext } from "./support-context.ts";
import type { SupportTextContent } from "./text/keys.ts";
import { useTextSettings } from "./text/text-settings.tsx";
import { useSupportState } from "./use-support-state.ts";

export type UseSupportConfigResult = {
	isOpen: boolean;
	size: SupportSize;
	content: Partial<SupportTextContent> | undefined;
	open: () => void;
	close: () => void;
	toggle: () => void;
};

/** Openness, size and text overrides of the widget. */
export function useSupportConfig(): UseSupportConfigResult {
	const { store } = useSupportContext("useSupportConfig");
	const { isOpen, size } = useSupportState("useSupportConfig", ({ config }) => config);
	const { content } = useTextSettings();

	return { isOpen, size, content, open: store.open, close: store.close, toggle: store.toggle };
}
