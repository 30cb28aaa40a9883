import type { World } from "./world.ts";

const PATIENCE_MS = 20_000;

/**
 * Runs `work` while no other tab runs work of the same name. A hint, not a guarantee: without Web Locks, or when
 * a frozen tab holds the lock for too long, `work` runs all the same. What it does must bear being done twice.
 */
export async function withLock<Result>(
	world: World,
	name: string,
	work: () => Promise<Result>,
): Promise<Result> {
	if (world.locks === null) return work();
	const impatience = new AbortController();
	const timer = world.after(PATIENCE_MS, () => impatience.abort());
	let isHeld = false;
	try {
		return await world.locks.request(name, { signal: impatience.signal }, () => {
			isHeld = true;
			world.cancel(timer);
			return work();
		});
	} catch (thrown) {
		if (isHeld) throw thrown;
		return work();
	} finally {
		world.cancel(timer);
	}
}
