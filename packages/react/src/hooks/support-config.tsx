"use client";

import { useSupportContext } from "./support-context.ts";
import { type StartContentInput, useContentLayer } from "./use-content-layer.ts";

export type SupportConfigProps = StartContentInput;

/**
 * Sets default messages and quick options while mounted, for one page or route.
 * @example
 * <SupportConfig quickOptions={["Which plan suits me?"]} />
 */
export function SupportConfig(props: SupportConfigProps): null {
	const { layers } = useSupportContext("SupportConfig");
	useContentLayer(layers, "page", props);
	return null;
}
