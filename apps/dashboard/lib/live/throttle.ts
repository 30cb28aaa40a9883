import type { World } from "@cossistant/core/parts";

/**
 * Runs `act` soon after it is asked for, but never more often than each `pauseMs`, and up to `spreadMs` later by chance.
 * Failures are the next one's.
 */
export function atMostEvery(
	{ pauseMs, spreadMs = 0 }: { pauseMs: number; spreadMs?: number },
	world: Pick<World, "after" | "random">,
	act: () => Promise<void> | void,
): () => void {
	let isDue = false;

	async function run(): Promise<void> {
		isDue = false;
		await act();
	}

	return () => {
		if (isDue) return;
		isDue = true;
		world.after(pauseMs + spreadMs * world.random(), () => run().catch(() => {}));
	};
}
