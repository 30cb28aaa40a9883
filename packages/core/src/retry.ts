import { backoff } from "./backoff.ts";
import type { Timer, World } from "./world.ts";

/** Runs something again later: each time after a longer pause, and not before the server allows it. */
export function createRetry(world: Pick<World, "after" | "cancel" | "random">, run: () => void) {
	let attempt = 0;
	let timer: Timer | null = null;
	return {
		attempt: () => attempt,
		later({ leastSeconds = 0 }: { leastSeconds?: number | null } = {}) {
			world.cancel(timer);
			const wait = backoff(attempt, { random: world.random });
			timer = world.after(Math.max(wait, (leastSeconds ?? 0) * 1_000), run);
			attempt += 1;
		},
		cancel: () => world.cancel(timer),
		/** What comes next is a first try again. */
		reset() {
			world.cancel(timer);
			attempt = 0;
		},
	};
}
