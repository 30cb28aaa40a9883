import {
	backoff,
	isTransient,
	type JsonStorage,
	type SupportError,
	toSupportError,
	type World,
} from "@cossistant/core/parts";
import type { TeamAct } from "@cossistant/protocol";
import type { Rpc } from "../api/rpc.ts";
import { createEntryStore, type TeamEntry } from "./outbox-entries.ts";

export type TeamOutbox = ReturnType<typeof createTeamOutbox>;

/**
 * An agent's messages on their way. Each is kept in storage before it is sent, goes in the order of its
 * conversation, and is sent again under the same id until it is confirmed or refused.
 */
export function createTeamOutbox({
	world,
	storage,
	rpc,
	authorId,
	onSent,
}: {
	world: World;
	storage: JsonStorage;
	rpc: Rpc;
	authorId: string;
	onSent: (act: TeamAct) => void;
}) {
	const entries = createEntryStore({ storage, key: `outbox:${authorId}`, now: world.now });
	const lanes = new Map<string, { isRunning: boolean; attempt: number }>();

	function nextOf(conversationId: string): TeamEntry | undefined {
		return entries
			.get()
			.find((entry) => entry.conversationId === conversationId && entry.refusal === null);
	}

	async function run(conversationId: string): Promise<void> {
		const lane = lanes.get(conversationId) ?? { isRunning: false, attempt: 0 };
		lanes.set(conversationId, lane);
		if (lane.isRunning) return;
		lane.isRunning = true;
		for (let entry = nextOf(conversationId); entry; entry = nextOf(conversationId)) {
			const error = await send(entry);
			if (error !== null && isTransient(error)) {
				const asked = (error.retryAfterSeconds ?? 0) * 1_000;
				const wait = Math.max(asked, backoff(lane.attempt, { random: world.random }));
				lane.attempt += 1;
				world.after(wait, () => void run(conversationId));
				break;
			}
			lane.attempt = 0;
		}
		lane.isRunning = false;
	}

	/** Sends one message; answers why that failed. */
	async function send(entry: TeamEntry): Promise<SupportError | null> {
		const { id, conversationId, text, visibility } = entry;
		try {
			const args = { conversation_id: conversationId, id, text, parts: [], visibility };
			onSent(await rpc("send_message", args));
			entries.remove(id);
			return null;
		} catch (thrown) {
			const error = toSupportError(thrown);
			if (!isTransient(error)) entries.refuse(id, error);
			return error;
		}
	}

	return {
		get: entries.get,
		subscribe: entries.subscribe,
		restore: entries.restore,
		/** Puts a message on its way. */
		add(entry: Omit<TeamEntry, "authorId" | "refusal">): void {
			entries.add({ ...entry, authorId, refusal: null });
			void run(entry.conversationId);
		},
		/** Sends a refused message again, under the same id. */
		retry(id: string): void {
			entries.refuse(id, null);
			const entry = entries.find(id);
			if (entry !== null) void run(entry.conversationId);
		},
		/** Forgets a message and answers it, so that its text can go back into the composer. */
		discard(id: string): TeamEntry | null {
			const entry = entries.find(id);
			entries.remove(id);
			return entry;
		},
		/** Sends everything that waits, without waiting out a pause. */
		flush(): void {
			for (const { conversationId } of entries.get()) void run(conversationId);
		},
	};
}
