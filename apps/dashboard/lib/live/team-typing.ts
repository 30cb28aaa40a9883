import { createTypingSignal, type Realtime, type Topic, type World } from "@cossistant/core/parts";
import { type Typing, topics } from "@cossistant/protocol";

/** The typing of the team in one conversation: heard from colleagues, told of this agent. */
export function createTeamTyping({
	world,
	realtime,
	conversationId,
	me,
}: {
	world: World;
	realtime: Realtime;
	conversationId: string;
	me: { id: string; name: string };
}) {
	let topic: Topic | null = null;
	const signal = createTypingSignal({
		world,
		// An agent's words are nobody's before they are sent: no preview.
		say: ({ isTyping }) => topic?.send("typing", { isTyping, actorId: me.id, actorName: me.name }),
	});

	return {
		join(onTyping: (typing: Typing) => void) {
			topic ??= realtime.join(topics.typingTeam(conversationId), {
				onEvent: (_event, payload) => onTyping(payload as Typing),
				onUp: signal.again,
				onDown() {},
			});
		},
		/** A key was pressed in a reply. */
		key: () => signal.key(""),
		stop: signal.stop,
		leave() {
			signal.stop();
			topic?.leave();
			topic = null;
		},
	};
}
