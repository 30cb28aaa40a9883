import type { Store } from "@cossistant/core";
import { createStore } from "@cossistant/core";
import type { DefaultMessage } from "@cossistant/protocol";

/** What is on screen before a conversation starts. */
export type StartContent = {
	defaultMessages: readonly DefaultMessage[];
	quickOptions: readonly string[];
};

/** Who says it: a page outweighs the widget, which outweighs the provider. */
export type LayerKind = "provider" | "widget" | "page";

type Layer = Partial<StartContent> & { kind: LayerKind };

export type ContentLayers = Store<Partial<StartContent>> & {
	/** Lays content over what is there until the answer is called; then what was there is back. */
	add(layer: Layer): () => void;
	/** Says it by hand: outweighs every layer until something else is said of the same kind. */
	say(content: Partial<StartContent>): void;
};

const WEIGHT: Record<LayerKind, number> = { provider: 0, widget: 1, page: 2 };

/** Default messages and quick options of a provider, a widget and its pages; an empty list says nothing. */
export function createContentLayers(): ContentLayers {
	const store = createStore<Partial<StartContent>>({});
	let layers: readonly Layer[] = [];
	let said: Partial<StartContent> = {};

	function show(next: readonly Layer[]) {
		layers = next;
		store.set(topmost([...layers, { kind: "page", ...said }]));
	}

	return {
		get: store.get,
		subscribe: store.subscribe,
		add(layer) {
			show([...layers, layer]);
			return () => show(layers.filter((other) => other !== layer));
		},
		say(content) {
			said = { ...said, ...content };
			show(layers);
		},
	};
}

function topmost(layers: readonly Layer[]): Partial<StartContent> {
	const ordered = [...layers].sort((a, b) => WEIGHT[a.kind] - WEIGHT[b.kind]);
	const said = <Key extends keyof StartContent>(key: Key) =>
		ordered.findLast((layer) => (layer[key]?.length ?? 0) > 0)?.[key];
	const defaultMessages = said("defaultMessages");
	const quickOptions = said("quickOptions");

	return { ...(defaultMessages && { defaultMessages }), ...(quickOptions && { quickOptions }) };
}
