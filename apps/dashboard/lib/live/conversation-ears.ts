import {
	createTypists,
	type Realtime,
	type Topic,
	type Typist,
	type World,
} from "@cossistant/core/parts";
import {
	type AccessEnded,
	type ConversationRead,
	type Read,
	type TeamItemsChanged,
	type Typing,
	topics,
} from "@cossistant/protocol";
import type { VisitorTyping } from "./team-timeline.ts";
import { createTeamTyping } from "./team-typing.ts";

/** Hears everything that is said of one conversation while it is watched: changes, reads, who types. */
export function createConversationEars({
	world,
	realtime,
	conversationId,
	me,
	on,
}: {
	world: World;
	realtime: Realtime;
	conversationId: string;
	me: { id: string; name: string };
	on: {
		up(): void;
		down(): void;
		items(event: TeamItemsChanged): void;
		read(read: Read): void;
		deleted(): void;
		accessEnded(event: AccessEnded): void;
		typists(typists: readonly Typist[]): void;
		visitorTyping(typing: VisitorTyping | null): void;
	};
}) {
	let joined: Topic[] = [];
	const colleagues = createTypists({ world, onChange: on.typists });
	const visitor = createTypists({
		world,
		onChange: (now) => now.length === 0 && on.visitorTyping(null),
	});
	const typing = createTeamTyping({ world, realtime, conversationId, me });

	function hear(event: string, payload: unknown): void {
		if (event === "access_ended") on.accessEnded(payload as AccessEnded);
		if (event === "conversation_read") on.read((payload as ConversationRead).read);
		if (event === "conversation_deleted") on.deleted();
		if (event === "items_changed") hearItems(payload as TeamItemsChanged);
	}

	/** What somebody typed is here: nobody waits for it any more. */
	function hearItems(event: TeamItemsChanged): void {
		for (const { visitorId, userId } of event.items) {
			if (visitorId !== null) visitor.clear();
			if (userId !== null) colleagues.remove(userId);
		}
		on.items(event);
	}

	function hearVisitor(word: Typing): void {
		visitor.hear(word);
		if (word.isTyping) on.visitorTyping({ preview: word.preview || null });
	}

	return {
		typing,
		listen() {
			if (joined.length > 0) return;
			joined = [
				realtime.join(topics.conversationTeam(conversationId), {
					onEvent: hear,
					onUp: on.up,
					onDown: on.down,
				}),
				realtime.join(topics.typingVisitor(conversationId), {
					onEvent: (_event, payload) => hearVisitor(payload as Typing),
					onUp() {},
					onDown() {},
				}),
			];
			// Another tab of the same agent is no colleague.
			typing.join((word) => word.actorId !== me.id && colleagues.hear(word));
		},
		leave() {
			for (const topic of joined) topic.leave();
			joined = [];
			colleagues.clear();
			visitor.clear();
			typing.leave();
		},
	};
}
