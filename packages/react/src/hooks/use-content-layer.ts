import { useEffect } from "react";
import { type DefaultMessageInput, toDefaultMessages } from "./default-message.ts";
import type { ContentLayers, LayerKind } from "./state/content-layers.ts";

/** What a component puts on screen before a conversation starts. */
export type StartContentInput = {
	defaultMessages?: readonly DefaultMessageInput[] | undefined;
	quickOptions?: readonly string[] | undefined;
};

/** Lays this content over the layers while mounted; equal content written anew changes nothing. */
export function useContentLayer(layers: ContentLayers, kind: LayerKind, input: StartContentInput) {
	const content = JSON.stringify({
		defaultMessages: toDefaultMessages(input.defaultMessages ?? []),
		quickOptions: input.quickOptions ?? [],
	});
	useEffect(() => layers.add({ kind, ...JSON.parse(content) }), [layers, kind, content]);
}
