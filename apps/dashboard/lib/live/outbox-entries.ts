import { createStore, type JsonStorage, SupportError } from "@cossistant/core/parts";
import type { Visibility } from "@cossistant/protocol";

/** Why a message was not taken, in a form that survives a reload. */
type Refusal = Pick<SupportError, "code" | "message" | "status" | "retryAfterSeconds">;

type StoredEntry = {
	id: string;
	conversationId: string;
	authorId: string;
	visibility: Visibility;
	text: string;
	createdAt: string;
	refusal: Refusal | null;
};

/** A message of an agent that the server has not confirmed yet. */
export type TeamEntry = Omit<StoredEntry, "refusal"> & { refusal: SupportError | null };

/** An answer this old is not sent behind the agent's back: what it answers may be long settled. */
const STALE_AFTER_MS = 10 * 60_000;

/** The entries of this page's outbox, each change kept in storage. */
export function createEntryStore({
	storage,
	key,
	now,
}: {
	storage: JsonStorage;
	key: string;
	now: () => number;
}) {
	const entries = createStore<readonly TeamEntry[]>([]);
	const stored = () => storage.read<StoredEntry[]>(key) ?? [];

	/** Keeps what other tabs have stored: they answer for it themselves. */
	function change(next: readonly TeamEntry[]): void {
		const own = new Set(entries.get().map((entry) => entry.id));
		const kept = [...stored().filter(({ id }) => !own.has(id)), ...next.map(toStored)];
		storage.write(key, kept.length > 0 ? kept : null);
		entries.set(next);
	}

	return {
		get: entries.get,
		subscribe: entries.subscribe,
		find: (id: string) => entries.get().find((entry) => entry.id === id) ?? null,
		add: (entry: TeamEntry) => change([...entries.get(), entry]),
		remove: (id: string) => change(entries.get().filter((entry) => entry.id !== id)),
		refuse: (id: string, refusal: SupportError | null) =>
			change(entries.get().map((entry) => (entry.id === id ? { ...entry, refusal } : entry))),
		/** Takes up what an earlier page left behind. */
		restore(): void {
			const known = new Set(entries.get().map((entry) => entry.id));
			const left = stored().filter((entry) => !known.has(entry.id));
			entries.set([...left.map((entry) => fromStored(entry, now())), ...entries.get()]);
		},
	};
}

function toStored({ refusal, ...entry }: TeamEntry): StoredEntry {
	if (refusal === null) return { ...entry, refusal: null };
	const { code, message, status, retryAfterSeconds } = refusal;
	return { ...entry, refusal: { code, message, status, retryAfterSeconds } };
}

function fromStored({ refusal, ...entry }: StoredEntry, now: number): TeamEntry {
	const isStale = now - Date.parse(entry.createdAt) > STALE_AFTER_MS;
	if (refusal === null && !isStale) return { ...entry, refusal: null };
	const { code, message, ...rest } = refusal ?? {
		code: "unavailable" as const,
		message: "This was not sent before you left. Send it now, or discard it.",
	};
	return { ...entry, refusal: new SupportError(code, message, rest) };
}
