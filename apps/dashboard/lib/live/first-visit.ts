import {
	createStore,
	createSyncLoop,
	type Realtime,
	type Topic,
	type World,
} from "@cossistant/core/parts";
import { topics } from "@cossistant/protocol";

/** How far a new website has come: nobody yet, somebody looked, somebody wrote. */
export type Progress =
	| { step: "waiting" }
	| { step: "visited" }
	| { step: "written"; conversationId: string };

/** Waits for a website's first visitor and first message, live where that can be had, else by asking. */
export function createFirstVisit({
	world,
	realtime,
	websiteId,
	lookUp,
	start,
}: {
	world: World;
	realtime: Realtime;
	websiteId: string;
	lookUp: () => Promise<Progress>;
	start: Progress;
}) {
	const store = createStore<Progress>(start);
	let topic: Topic | null = null;
	const loop = createSyncLoop({ world, sync, onConnection() {}, onRefused() {} });

	async function sync(): Promise<boolean> {
		const before = store.get();
		const found = await lookUp();
		if (found.step === before.step) return false;
		store.set(found);
		if (found.step === "written") stop();
		return true;
	}

	function stop(): void {
		topic?.leave();
		topic = null;
		loop.stop();
	}

	return {
		get: store.get,
		subscribe: store.subscribe,
		start(): () => void {
			if (store.get().step === "written") return () => {};
			topic = realtime.join(topics.inbox(websiteId), {
				// Whatever happens in the inbox is a reason to look.
				onEvent: loop.hurry,
				onUp: loop.up,
				onDown: loop.down,
			});
			loop.start();
			return stop;
		},
	};
}
