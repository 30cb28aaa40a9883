import { createJsonStorage, type JsonStorage, type World } from "@cossistant/core/parts";
import type { AccessEnded, OpenedConversation, TeamAct } from "@cossistant/protocol";
import type { Rpc } from "../api/rpc.ts";
import type { Config } from "../config.ts";
import type { DashboardClient } from "../supabase/client.ts";
import { createAgentRealtime } from "./agent-realtime.ts";
import { createConversationCache } from "./conversation-cache.ts";
import { createDeskActs } from "./desk-acts.ts";
import { createDrafts } from "./drafts.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { createInbox } from "./inbox-store.ts";
import type { InboxStart } from "./inbox-view.ts";
import { createTeamOutbox } from "./team-outbox.ts";

/** What the server rendered the first page with. */
export type DeskStart = { inbox: InboxStart | null; conversation: OpenedConversation | null };

/** The world a desk stands in; tests bring their own. */
export type DeskOptions = {
	world: World;
	config: Config;
	client: () => DashboardClient;
	rpc: Rpc;
	me: { id: string; name: string };
	websiteId: string;
	start: DeskStart;
	storage?: JsonStorage;
	/** This agent may no longer see the website. */
	onAccessEnded: () => void;
};

export type Desk = ReturnType<typeof createDesk>;

/** Everything an agent works with on one website: lists, conversations, messages on their way, one connection. */
export function createDesk(options: DeskOptions) {
	const { world, config, client, rpc, me, websiteId, start } = options;
	const storage = options.storage ?? createJsonStorage(undefined);
	const drafts = createDrafts(storage, me.id);
	const realtime = createAgentRealtime({ world, config, client });
	const outbox = createTeamOutbox({
		world,
		storage,
		rpc,
		authorId: me.id,
		onSent,
	});
	const inbox = createInbox({
		world,
		rpc,
		realtime,
		websiteId,
		start: start.inbox,
		on: {
			conversation: (conversation) => cache.header(conversation),
			visitorSeen: (event) => cache.visitorSeen(event),
			manyChanged: () => cache.wake(),
			accessEnded,
		},
	});
	const on = { conversation: inbox.take, accessEnded };
	const parts = { world, rpc, realtime, outbox, me, on };
	const cache = createConversationCache(parts, start.conversation);

	function onSent(act: TeamAct): void {
		cache.peek(act.conversation.id)?.acted(act);
		inbox.take(act.conversation);
	}

	function accessEnded({ reason, subjectId }: AccessEnded): void {
		if (reason === "member_removed" && subjectId === me.id) options.onAccessEnded();
	}

	/** The network or the page is back: everything in step, without waiting out a pause. */
	function wake(reason: "online" | "visible"): void {
		if (!world.isVisible()) return;
		realtime.wake(reason);
		inbox.wake();
		cache.wake();
		outbox.flush();
	}

	/** Starts everything; the answer ends it. */
	function begin(): () => void {
		drafts.restore();
		outbox.restore();
		outbox.flush();
		inbox.start();
		const stops = [
			startHeartbeat(world, () => rpc("touch_agent", {})),
			world.on("online", () => wake("online")),
			world.on("offline", inbox.announce),
			world.on("visibilitychange", () => wake("visible")),
		];
		return () => {
			for (const stop of stops) stop();
			inbox.stop();
			cache.stop();
			realtime.close();
		};
	}

	return {
		me,
		inbox,
		outbox,
		drafts,
		conversation: cache.get,
		watch: cache.watch,
		...createDeskActs({ world, rpc, inbox, cache, outbox }),
		start: begin,
	};
}
