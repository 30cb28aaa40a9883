import type { DefaultMessage, TimelinePart } from "@cossistant/protocol";
import type { SupportErrorShape } from "./client-types.ts";
import type { JsonStorage } from "./storage.ts";

type Told = Pick<SupportErrorShape, "code" | "message" | "status" | "retryAfterSeconds">;

/** A message that the server has not confirmed yet. */
export type OutboxEntry = {
	id: string;
	conversationId: string;
	/** Who wrote it; null when that was before the first session. */
	visitorId: string | null;
	text: string;
	parts: readonly TimelinePart[];
	greetings: readonly DefaultMessage[];
	createdAt: string;
	/** Why it was refused; null while it is on its way. */
	refusal: Told | null;
	/** Why it waits although there is a connection: too much was sent at once. */
	heldBack?: Told;
};

export type Entries = ReturnType<typeof createEntries>;

/** The messages on their way, in the order they were written, as storage holds them for all tabs. */
export function createEntries(storage: JsonStorage, prefix: string) {
	const key = `${prefix}:outbox`;
	return {
		key,
		read: (): readonly OutboxEntry[] => storage.read<OutboxEntry[]>(key) ?? [],
		write: (entries: readonly OutboxEntry[]) =>
			storage.write(key, entries.length > 0 ? entries : null),
	};
}
