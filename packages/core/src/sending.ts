import type { CossistantClient } from "./client-types.ts";
import type { createDrafts } from "./drafts.ts";
import { SupportError } from "./errors.ts";
import type { LiveLoader } from "./live-loader.ts";
import type { Shell } from "./shell.ts";
import { uuidv7 } from "./uuid.ts";

/** Puts a message into the outbox, where the live part finds it. It is stored before anything else can go wrong. */
export function createSendMessage({
	shell: { world, session, entries },
	loader,
	drafts,
}: {
	shell: Shell;
	loader: LiveLoader;
	drafts: ReturnType<typeof createDrafts>;
}): CossistantClient["sendMessage"] {
	return (conversationId, { text, parts = [] }, { greetings = [] } = {}) => {
		if (text.trim() === "" && parts.length === 0) {
			return Promise.reject(
				new SupportError("message_empty", "Write something first.", { status: 422 }),
			);
		}
		const itemId = uuidv7(world.now());
		const entry = {
			id: itemId,
			conversationId,
			visitorId: session.state.get().visitor?.id ?? null,
			text,
			parts,
			greetings,
			createdAt: new Date(world.now()).toISOString(),
			refusal: null,
		};
		entries.write([...entries.read(), entry]);
		drafts.set(conversationId, "");
		loader.now()?.flush();
		const sent = loader
			.get()
			.then((live) => live.settled(itemId))
			.then(() => ({ conversationId, itemId }));
		// A refusal is on screen: who does not wait for this promise need not hear of it again.
		sent.catch(() => {});
		return sent;
	};
}
