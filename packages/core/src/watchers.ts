import type { LiveLoader } from "./live-loader.ts";
import type { Live, Shell } from "./shell.ts";
import { nothingYet } from "./views.ts";

export type Watchers = ReturnType<typeof createWatchers>;

/** Counts who looks at what, and loads the live part once there is something to look at. */
export function createWatchers(shell: Shell, loader: LiveLoader) {
	const conversations = new Map<string, number>();
	let lists = 0;

	/** A list without conversations needs nothing: most visitors never write. */
	function consider(): void {
		const { phase, visitor } = shell.session.state.get();
		if (phase !== "ready" || visitor?.isBlocked) return;
		const hasList = lists > 0 && shell.session.record()?.hasConversations;
		if (hasList && !loader.now()) shell.list.set({ ...shell.list.get(), isLoading: true });
		if (hasList || conversations.size > 0 || shell.entries.read().length > 0) loader.need();
	}

	return {
		consider,
		/** Tells a live part that has just arrived what is looked at. */
		tell(live: Live) {
			for (const id of conversations.keys()) live.watch(id);
			if (lists > 0) live.watchList();
			live.flush();
		},
		watch(conversationId: string): () => void {
			const count = conversations.get(conversationId) ?? 0;
			conversations.set(conversationId, count + 1);
			if (loader.now()) loader.now()?.watch(conversationId);
			else if (!shell.unborn.has(conversationId))
				shell.views.of(conversationId).set({ ...nothingYet, isLoading: true });
			loader.need();
			return once(() => {
				const left = (conversations.get(conversationId) ?? 1) - 1;
				if (left > 0) {
					conversations.set(conversationId, left);
					return;
				}
				conversations.delete(conversationId);
				loader.now()?.unwatch(conversationId);
			});
		},
		watchList(): () => void {
			lists += 1;
			if (lists === 1) loader.now()?.watchList();
			consider();
			return once(() => {
				lists -= 1;
				if (lists === 0) loader.now()?.unwatchList();
			});
		},
	};
}

/** Stops may be called twice. */
export function once(run: () => void): () => void {
	let isDone = false;
	return () => {
		if (isDone) return;
		isDone = true;
		run();
	};
}
