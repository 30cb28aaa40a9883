import type { Typing } from "@cossistant/protocol";
import type { Typist } from "../client-types.ts";
import type { Timer, World } from "../world.ts";

/** While somebody types, it is said again this often. */
const REPEAT_MS = 2_000;
/** Without a key, or a word from the other side, for this long, typing has ended. */
const SILENCE_MS = 5_000;

/** Turns keystrokes into few words: the first at once, then one every 2 s, and one when it ends. */
export function createTypingSignal({
	world,
	say,
}: {
	world: World;
	say: (word: { isTyping: boolean; text: string }) => void;
}) {
	let lastSaidAt: number | null = null;
	let text = "";
	let repeat: Timer | null = null;
	let silence: Timer | null = null;

	function speak(): void {
		world.cancel(repeat);
		repeat = null;
		lastSaidAt = world.now();
		say({ isTyping: true, text });
	}

	function stop(): void {
		world.cancel(repeat);
		world.cancel(silence);
		repeat = null;
		if (lastSaidAt === null) return;
		lastSaidAt = null;
		say({ isTyping: false, text: "" });
	}

	return {
		/** A key was pressed; `typed` is what stands there now. */
		key(typed: string) {
			text = typed;
			world.cancel(silence);
			silence = world.after(SILENCE_MS, stop);
			if (lastSaidAt === null) speak();
			else repeat ??= world.after(Math.max(0, lastSaidAt + REPEAT_MS - world.now()), speak);
		},
		stop,
		/** Says it once more, to listeners who have missed it. */
		again() {
			if (lastSaidAt !== null) speak();
		},
	};
}

/** Who types now: each until they say that they stopped, or say nothing for 5 s. */
export function createTypists({
	world,
	onChange,
}: {
	world: World;
	onChange: (typists: readonly Typist[]) => void;
}) {
	const present = new Map<string, { typist: Typist; timer: Timer }>();

	function remove(actorId: string): void {
		const found = present.get(actorId);
		if (!found) return;
		world.cancel(found.timer);
		present.delete(actorId);
		announce();
	}

	function announce(): void {
		onChange([...present.values()].map(({ typist }) => typist));
	}

	return {
		hear({ actorId, actorName = "", isTyping }: Typing) {
			if (!isTyping) return remove(actorId);
			const before = present.get(actorId);
			world.cancel(before?.timer ?? null);
			const timer = world.after(SILENCE_MS, () => remove(actorId));
			const typist = { actorId, actorName: actorName || null };
			present.set(actorId, { typist, timer });
			if (!before) announce();
		},
		remove,
		clear() {
			for (const actorId of [...present.keys()]) remove(actorId);
		},
	};
}
