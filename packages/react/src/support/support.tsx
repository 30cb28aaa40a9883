"use client";

import { useEffect } from "react";
import type { ConfigurationError } from "../hooks/configuration-error.ts";
import { useSupportContext } from "../hooks/support-context.ts";
import { SupportTextProvider } from "../hooks/text/text-settings.tsx";
import { useContentLayer } from "../hooks/use-content-layer.ts";
import { useSupport } from "../hooks/use-support.ts";
import { SupportRoot } from "./support-root.tsx";
import type { SupportProps } from "./support-types.ts";
import { WidgetBoundary } from "./widget-boundary.tsx";

declare const process: { env: { NODE_ENV?: string } };

const loadWindow = () => import("./window/support-window.tsx");
const loadSetupHelp = () => import("./setup-help.tsx");

/**
 * The support widget: a bubble, and the window it opens.
 * @example
 * <Support position="bottom" align="right" />
 */
export function Support<Locale extends string = string>(props: SupportProps<Locale>) {
	const { website, visitor, configurationError } = useSupport();
	const { layers, store } = useSupportContext("Support");
	const { locale, content, defaultOpen = false } = props;

	useContentLayer(layers, "widget", props);
	useReport(configurationError);
	useEffect(() => {
		if (defaultOpen) store.openUnasked();
	}, [store, defaultOpen]);

	const isShown = website !== null && visitor?.isBlocked === false;
	// Written out as React does it, so that a bundler leaves the help out of what visitors load.
	const isHelped = process.env.NODE_ENV !== "production" && configurationError !== null;
	if (configurationError === null ? !isShown : !isHelped) return null;
	return (
		<WidgetBoundary>
			<SupportTextProvider locale={locale} content={content as SupportProps["content"]}>
				<SupportRoot {...(props as SupportProps)} load={isHelped ? loadSetupHelp : loadWindow} />
			</SupportTextProvider>
		</WidgetBoundary>
	);
}

/** Says once what is wrong: in production, where the widget hides itself, the console is the only place. */
function useReport(error: ConfigurationError | null) {
	const words = error === null ? null : `Support is not shown. ${error.message}`;
	useEffect(() => {
		if (words !== null) console.error(words);
	}, [words]);
}
