import { type Typing, topics } from "@cossistant/protocol";
import type { Typist } from "../client-types.ts";
import type { Shell } from "../shell.ts";
import type { Listener, Topic } from "./membership.ts";
import { createOwnTyping } from "./own-typing.ts";
import type { Realtime } from "./realtime.ts";
import { createTypists } from "./typing.ts";

/** The topics of one conversation: its changes, who of the team types, and that the visitor types. */
export function createConversationTopics({
	shell,
	realtime,
	conversationId,
	onTypists,
}: {
	shell: Shell;
	realtime: Realtime;
	conversationId: string;
	onTypists: (typists: readonly Typist[]) => void;
}) {
	const typists = createTypists({ world: shell.world, onChange: onTypists });
	const ownTyping = createOwnTyping({ shell, realtime, conversationId });
	let heard: Topic[] = [];

	return {
		typists,
		ownTyping,
		join(listener: Listener) {
			if (heard.length > 0) return;
			heard = [
				realtime.join(topics.conversation(conversationId), listener),
				realtime.join(topics.typingTeam(conversationId), {
					onEvent: (_event, payload) => typists.hear(payload as Typing),
					onUp() {},
					onDown() {},
				}),
			];
		},
		leave() {
			for (const topic of heard) topic.leave();
			heard = [];
			typists.clear();
			ownTyping.leave();
		},
	};
}
