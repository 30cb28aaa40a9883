import { createConversationCache } from "../conversation-cache.ts";
import { createInbox } from "../inbox-store.ts";
import type { InboxStart } from "../inbox-view.ts";
import { createTeamOutbox } from "../team-outbox.ts";
import { createFakeRealtime } from "./fake-realtime.ts";
import { ADA, WEBSITE } from "./fake-rows.ts";
import { createFakeTeamServer } from "./fake-team-server.ts";
import { createFakeWorld } from "./fake-world.ts";

/** An agent's stores on a fake server, with the wires between that fail on demand. */
export function setUp({
	start = null,
	chance,
}: {
	start?: InboxStart | null;
	/** What comes instead of chance. */
	chance?: number;
} = {}) {
	const time = createFakeWorld({ chance });
	const wire = createFakeRealtime();
	const server = createFakeTeamServer({ now: time.world.now, announce: wire.announce });
	const { world, storage } = time;
	const { realtime } = wire;
	const { rpc } = server;
	const ended: string[] = [];
	const outbox = createTeamOutbox({
		world,
		storage,
		rpc,
		authorId: ADA.id,
		onSent: (act) => cache.peek(act.conversation.id)?.acted(act),
	});
	const accessEnded = ({ subjectId }: { subjectId: string }) => ended.push(subjectId);
	const inbox = createInbox({
		world,
		rpc,
		realtime,
		websiteId: WEBSITE,
		start,
		on: {
			conversation: (conversation) => cache.header(conversation),
			visitorSeen: () => {},
			manyChanged: () => cache.wake(),
			accessEnded,
		},
	});
	const on = { conversation: inbox.take, accessEnded };
	const cache = createConversationCache({ world, rpc, realtime, outbox, me: ADA, on }, null);
	return { ...time, wire, server, inbox, outbox, cache, ended };
}
