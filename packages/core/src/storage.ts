import type { CossistantClientOptions } from "./client-types.ts";

/** Where small JSON values are remembered. */
export type JsonStorage = {
	read<Value>(key: string): Value | null;
	/** `null` forgets. */
	write(key: string, value: unknown): void;
};

/**
 * JSON over `localStorage` or what the options give. Where storage is missing, refuses or is full, values
 * live in memory: blocked cookies must not cost a visitor the conversation.
 */
export function createJsonStorage(given: CossistantClientOptions["storage"]): JsonStorage {
	const memory = new Map<string, string | null>();
	// Reached for at each use: where cookies are blocked, even naming `localStorage` throws.
	const outside = () => given ?? globalThis.localStorage;

	function text(key: string): string | null {
		const kept = memory.get(key);
		if (kept !== undefined) return kept;
		try {
			return outside().getItem(key);
		} catch {
			return null;
		}
	}

	return {
		read(key) {
			try {
				return JSON.parse(text(key) ?? "null");
			} catch {
				return null;
			}
		},
		write(key, value) {
			const json = value === null ? null : JSON.stringify(value);
			try {
				if (json === null) outside().removeItem(key);
				else outside().setItem(key, json);
				memory.delete(key);
			} catch {
				memory.set(key, json);
			}
		},
	};
}
