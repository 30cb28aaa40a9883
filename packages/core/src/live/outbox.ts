import type { Delivery, ShownItem } from "../client-types.ts";
import type { Entries, OutboxEntry } from "../entries.ts";
import { SupportError, visitorGone } from "../errors.ts";
import { createStore } from "../store.ts";

export type Outbox = ReturnType<typeof createOutbox>;

/**
 * The messages on their way as this tab draws and sends them. Storage is read again before each change, so that tabs
 * add to each other's outbox instead of replacing it.
 */
export function createOutbox(entries: Entries) {
	const shown = createStore<readonly OutboxEntry[]>([]);
	const waiting = new Map<string, { resolve: () => void; reject: (error: SupportError) => void }>();

	function read(): readonly OutboxEntry[] {
		const stored = entries.read();
		if (JSON.stringify(stored) !== JSON.stringify(shown.get())) show(stored);
		return shown.get();
	}

	function show(next: readonly OutboxEntry[]): void {
		shown.set(next);
		for (const [id, wait] of waiting) {
			const entry = next.find((one) => one.id === id);
			if (entry?.refusal) wait.reject(errorOf(entry.refusal));
			else if (!entry) wait.resolve();
			else continue;
			waiting.delete(id);
		}
	}

	function change(next: readonly OutboxEntry[]): void {
		entries.write(next);
		show(next);
	}

	function update(id: string, changed: Partial<OutboxEntry>): void {
		change(read().map((entry) => (entry.id === id ? { ...entry, ...changed } : entry)));
	}

	return {
		entries: shown,
		/** Reads what this and other tabs have stored. */
		read,
		/** Resolves once the server has the message, rejects when it is refused. */
		settled: (id: string) =>
			new Promise<void>((resolve, reject) => {
				waiting.set(id, { resolve, reject });
				show(read());
			}),
		refuse: (id: string, { code, message, status, retryAfterSeconds }: SupportError) =>
			update(id, { refusal: { code, message, status, retryAfterSeconds } }),
		holdBack: (id: string, { code, message, status, retryAfterSeconds }: SupportError) =>
			update(id, { heldBack: { code, message, status, retryAfterSeconds } }),
		retry: (id: string) => update(id, { refusal: null }),
		/** Puts the messages of one conversation into another, as written by somebody else. */
		move: (from: string, to: string, visitorId: string | null) =>
			change(
				read().map((entry) =>
					entry.conversationId === from ? { ...entry, conversationId: to, visitorId } : entry,
				),
			),
		remove: (id: string) => change(read().filter((entry) => entry.id !== id)),
		/** Forgets a refused message and answers its text. */
		discard(id: string): string | null {
			const found = read().find((entry) => entry.id === id && entry.refusal);
			if (found) change(read().filter((entry) => entry.id !== id));
			return found?.text ?? null;
		},
		clear() {
			for (const { reject } of waiting.values()) reject(visitorGone());
			waiting.clear();
			change([]);
		},
	};
}

/** A message on its way, as it stands at the end of the timeline. */
export function pendingItem({ refusal, heldBack, ...entry }: OutboxEntry): ShownItem {
	const delivery: Delivery = refusal
		? { state: "failed", error: errorOf(refusal) }
		: { state: "sending", ...(heldBack && { heldBack: errorOf(heldBack) }) };
	return {
		id: entry.id,
		conversationId: entry.conversationId,
		type: "message",
		visibility: "public",
		order: 0,
		change: 0,
		text: entry.text,
		parts: [...entry.parts],
		visitorId: entry.visitorId,
		userId: null,
		aiAgentId: null,
		createdAt: entry.createdAt,
		editedAt: null,
		deletedAt: null,
		delivery,
	};
}

function errorOf({ code, message, ...rest }: NonNullable<OutboxEntry["refusal"]>): SupportError {
	return new SupportError(code, message, rest);
}
