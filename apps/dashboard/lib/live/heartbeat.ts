import type { Timer, World } from "@cossistant/core/parts";

const BEAT_MS = 60_000;

/** Says each minute that the agent is there, while the page is visible. The answer ends that. */
export function startHeartbeat(world: World, beat: () => Promise<unknown>): () => void {
	let timer: Timer | null = null;

	function go(): void {
		world.cancel(timer);
		if (!world.isVisible()) return;
		// A lost beat is made up for by the next one.
		beat().catch(() => {});
		timer = world.after(BEAT_MS, go);
	}

	const stopListening = world.on("visibilitychange", go);
	go();
	return () => {
		world.cancel(timer);
		stopListening();
	};
}
