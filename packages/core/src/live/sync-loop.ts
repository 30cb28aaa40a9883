import type { ConversationState } from "../client-types.ts";
import { isTransient, isUnreachable, type SupportError, toSupportError } from "../errors.ts";
import type { Timer, World } from "../world.ts";

const SHORTEST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;
const GROWTH = 1.5;
/** How often a live picture is asked for all the same: Realtime may have dropped the last event. */
const NET_MS = 60_000;
/** How long Realtime may take before polling stands in for it. */
const PATIENCE_MS = 4_000;

export type Connection = ConversationState["connection"];

export type SyncLoop = ReturnType<typeof createSyncLoop>;

/** What the loop knows of the world it asks. */
type Standing = {
	isOn: boolean;
	realtime: "unknown" | "up" | "down";
	failure: SupportError | null;
};

/**
 * Keeps one picture in step: asks when told to, again while asking fails, and by itself with growing pauses while
 * Realtime can't be had. While it can, once a minute, for no event says that it was the last one.
 */
export function createSyncLoop({
	world,
	sync,
	onConnection,
	onRefused,
}: {
	world: World;
	/** Brings the picture up to date; answers whether that changed anything. */
	sync: () => Promise<boolean>;
	onConnection: (connection: Connection) => void;
	/** The server won't have it: asking again would not help. The loop has stopped. */
	onRefused: (error: SupportError) => void;
}) {
	const asker = createAsker(sync, afterwards);
	const pauses = createPauses(world, asker.ask);
	let now: Standing = { isOn: false, realtime: "unknown", failure: null };
	let patience: Timer | null = null;

	const announce = () => onConnection(connectionOf(now, world.isOnline()));

	function afterwards(result: boolean | SupportError): void {
		const failure = result instanceof Error ? result : null;
		now = { ...now, failure };
		if (result === true) pauses.reset();
		if (!now.isOn) return;
		if (failure && !isTransient(failure)) {
			stop();
			onRefused(failure);
			return;
		}
		announce();
		if (failure || now.realtime === "down") pauses.wait(failure?.retryAfterSeconds ?? 0);
		else pauses.rest();
	}

	function setRealtime(realtime: "up" | "down"): void {
		if (!now.isOn) return;
		world.cancel(patience);
		const isLost = realtime === "down" && now.realtime !== "down";
		now = { ...now, realtime };
		if (realtime === "up" || isLost) hurry();
		announce();
	}

	/** Asks now, and soon again if that is needed. */
	function hurry(): void {
		if (!now.isOn) return;
		pauses.reset();
		asker.ask();
	}

	function stop(): void {
		now = { ...now, isOn: false };
		asker.cancel();
		pauses.cancel();
		world.cancel(patience);
		announce();
	}

	return {
		start() {
			if (now.isOn) return;
			now = { isOn: true, realtime: "unknown", failure: null };
			patience = world.after(PATIENCE_MS, () => setRealtime("down"));
			announce();
			hurry();
		},
		stop,
		isOn: () => now.isOn,
		hurry,
		announce,
		up: () => setRealtime("up"),
		down: () => setRealtime("down"),
	};
}

function connectionOf({ isOn, realtime, failure }: Standing, isOnline: boolean): Connection {
	if (!isOn) return "idle";
	if (!isOnline || (failure && isUnreachable(failure))) return "offline";
	if (realtime === "unknown") return "connecting";
	return realtime === "up" ? "live" : "polling";
}

/** Asks one at a time; what is asked for meanwhile is asked once more, since the answer may be too old for it. */
function createAsker(sync: () => Promise<boolean>, done: (result: boolean | SupportError) => void) {
	let isAsking = false;
	let isAskedAgain = false;

	async function run(): Promise<void> {
		isAsking = true;
		let result: boolean | SupportError;
		do {
			isAskedAgain = false;
			result = await sync().catch(toSupportError);
		} while (isAskedAgain && !(result instanceof Error));
		isAsking = false;
		done(result);
	}

	return {
		ask(): void {
			if (isAsking) isAskedAgain = true;
			else void run();
		},
		/** What is underway ends by itself; nothing follows it. */
		cancel(): void {
			isAskedAgain = false;
		},
	};
}

/** Pauses that grow until something happens, with a little chance: pages cut off together must not come back so. */
function createPauses(world: World, run: () => void) {
	let pause = SHORTEST_PAUSE_MS;
	let timer: Timer | null = null;

	function after(milliseconds: number, act: () => void): void {
		world.cancel(timer);
		timer = world.after(milliseconds * (0.9 + 0.2 * world.random()), act);
	}

	return {
		reset() {
			pause = SHORTEST_PAUSE_MS;
			world.cancel(timer);
		},
		wait(leastSeconds: number) {
			const wish = world.isVisible() ? pause : LONGEST_PAUSE_MS;
			pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS);
			after(Math.max(wish, leastSeconds * 1_000), run);
		},
		/** A page that nobody sees asks when it is seen again. */
		rest: () => after(NET_MS, () => world.isVisible() && run()),
		cancel: () => world.cancel(timer),
	};
}
