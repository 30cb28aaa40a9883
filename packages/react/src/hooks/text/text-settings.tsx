import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { SupportTextContentOverrides } from "./keys.ts";

/** What a widget wishes for its words. */
export type TextSettings = {
	locale: string | undefined;
	content: SupportTextContentOverrides | undefined;
};

const NO_WISHES: TextSettings = { locale: undefined, content: undefined };

const TextSettingsContext = createContext(NO_WISHES);

/** Sets language and own words for everything below. */
export function SupportTextProvider(props: {
	locale?: string | undefined;
	content?: SupportTextContentOverrides | undefined;
	children?: ReactNode;
}) {
	const { locale, content, children } = props;
	const settings = useMemo(() => ({ locale, content }), [locale, content]);
	return <TextSettingsContext.Provider value={settings}>{children}</TextSettingsContext.Provider>;
}

export function useTextSettings(): TextSettings {
	return useContext(TextSettingsContext);
}
