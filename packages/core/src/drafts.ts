import type { JsonStorage } from "./storage.ts";

/** Oldest drafts beyond this many are forgotten: an abandoned one must not fill the storage of a site. */
const MAX_DRAFTS = 20;

/** What is typed and not sent, per conversation, kept over a reload. */
export function createDrafts(storage: JsonStorage, prefix: string) {
	const key = `${prefix}:drafts`;
	const read = () => storage.read<[conversationId: string, text: string][]>(key) ?? [];
	return {
		get: (conversationId: string) => read().find(([id]) => id === conversationId)?.[1] ?? "",
		set(conversationId: string, text: string) {
			const others = read().filter(([id]) => id !== conversationId);
			const all = text === "" ? others : [...others, [conversationId, text]];
			storage.write(key, all.length > 0 ? all.slice(-MAX_DRAFTS) : null);
		},
		clear: () => storage.write(key, null),
	};
}
