import { type Typing, topics } from "@cossistant/protocol";
import type { Shell } from "../shell.ts";
import type { Topic } from "./membership.ts";
import type { Realtime } from "./realtime.ts";
import { createTypingSignal } from "./typing.ts";

const PREVIEW_LENGTH = 500;

/** Tells the team that this visitor types. The topic is joined at the first key: most who read never write. */
export function createOwnTyping({
	shell: { world, session },
	realtime,
	conversationId,
}: {
	shell: Shell;
	realtime: Realtime;
	conversationId: string;
}) {
	let topic: Topic | null = null;
	const signal = createTypingSignal({ world, say });

	function say({ isTyping, text }: { isTyping: boolean; text: string }): void {
		const { visitor, website } = session.state.get();
		if (!visitor) return;
		const word: Typing = { isTyping, actorId: visitor.id };
		if (visitor.contact?.name) word.actorName = visitor.contact.name.slice(0, 200);
		if (isTyping && website?.isTypingPreviewEnabled) word.preview = text.slice(0, PREVIEW_LENGTH);
		topic?.send("typing", word);
	}

	return {
		key(text: string) {
			topic ??= realtime.join(topics.typingVisitor(conversationId), {
				onEvent() {},
				onUp: signal.again,
				onDown() {},
			});
			signal.key(text);
		},
		stop: signal.stop,
		leave() {
			signal.stop();
			topic?.leave();
			topic = null;
		},
	};
}
