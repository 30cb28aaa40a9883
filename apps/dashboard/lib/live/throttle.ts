import type { World } from "@cossistant/core/parts";

/** Runs `act` soon after it is asked for, but never more often than each `pauseMs`. Failures are the next one's. */
export function atMostEvery(
	pauseMs: number,
	world: Pick<World, "after">,
	act: () => Promise<void>,
): () => void {
	let isDue = false;

	return () => {
		if (isDue) return;
		isDue = true;
		world.after(pauseMs, () => {
			isDue = false;
			act().catch(() => {});
		});
	};
}
