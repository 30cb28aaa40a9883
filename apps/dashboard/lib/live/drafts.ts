import { createStore, type JsonStorage } from "@cossistant/core/parts";
import type { Visibility } from "@cossistant/protocol";

type Place = { conversationId: string; visibility: Visibility };

/** Which conversations have something written and not sent: what the list shows. */
type Index = ReadonlySet<string>;

export type Drafts = ReturnType<typeof createDrafts>;

/** What an agent has written and not sent, replies apart from notes, kept over a reload. */
export function createDrafts(storage: JsonStorage, agentId: string) {
	const indexKey = `drafts:${agentId}`;
	const index = createStore<Index>(new Set());

	const keyOf = ({ conversationId, visibility }: Place) =>
		`draft:${agentId}:${conversationId}:${visibility}`;

	function get(place: Place): string {
		return storage.read<string>(keyOf(place)) ?? "";
	}

	function mark(conversationId: string): void {
		const isKept = (["public", "private"] as const).some(
			(visibility) => get({ conversationId, visibility }) !== "",
		);
		if (index.get().has(conversationId) === isKept) return;
		const next = new Set(index.get());
		if (isKept) next.add(conversationId);
		else next.delete(conversationId);
		storage.write(indexKey, next.size > 0 ? [...next] : null);
		index.set(next);
	}

	return {
		get,
		set(place: Place, text: string): void {
			storage.write(keyOf(place), text === "" ? null : text);
			mark(place.conversationId);
		},
		index: { get: index.get, subscribe: index.subscribe },
		/** Takes up what an earlier page left behind. */
		restore(): void {
			index.set(new Set(storage.read<string[]>(indexKey) ?? []));
		},
	};
}
