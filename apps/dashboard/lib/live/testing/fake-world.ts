import { createJsonStorage, createWorld, type Timer, type World } from "@cossistant/core/parts";

type Waiting = { at: number; run: () => void };

/** A world whose time passes only when a test says so. */
export function createFakeWorld({ chance = 0.5 } = {}) {
	const waiting = new Map<number, Waiting>();
	const events = new EventTarget();
	const page = { isOnline: true, isVisible: true };
	const stored = new Map<string, string>();
	const storage = createJsonStorage({
		getItem: (key) => stored.get(key) ?? null,
		setItem: (key, value) => stored.set(key, value),
		removeItem: (key) => stored.delete(key),
	});
	let time = Date.parse("2026-11-20T12:00:00Z");
	let lastTimer = 0;

	const world: World = {
		...createWorld({
			now: () => time,
			random: () => chance,
			page: { isOnline: () => page.isOnline, isVisible: () => page.isVisible, events },
		}),
		after(milliseconds, run) {
			lastTimer += 1;
			waiting.set(lastTimer, { at: time + milliseconds, run });
			return lastTimer as unknown as Timer;
		},
		cancel: (timer) => void waiting.delete(timer as unknown as number),
	};

	/** Lets everything that has been started come to rest. */
	async function settle(): Promise<void> {
		for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
	}

	async function pass(milliseconds: number): Promise<void> {
		const end = time + milliseconds;
		await settle();
		for (;;) {
			const next = [...waiting].sort(([, a], [, b]) => a.at - b.at)[0];
			if (next === undefined || next[1].at > end) break;
			waiting.delete(next[0]);
			time = Math.max(time, next[1].at);
			next[1].run();
			await settle();
		}
		time = end;
	}

	return {
		world,
		storage,
		stored,
		pass,
		settle,
		/** The page is shown, hidden, cut off or back. */
		async become(change: Partial<typeof page>): Promise<void> {
			Object.assign(page, change);
			if (change.isOnline !== undefined) {
				events.dispatchEvent(new Event(change.isOnline ? "online" : "offline"));
			}
			if (change.isVisible !== undefined) events.dispatchEvent(new Event("visibilitychange"));
			await settle();
		},
	};
}
