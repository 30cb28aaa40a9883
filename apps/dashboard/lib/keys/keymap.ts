/** What a key does. Two keys one after the other are written with a blank: `g o`. */
export type Binding = {
	keys: string;
	/** For the sheet of shortcuts. */
	label: string;
	run: () => void;
};

type KeyPress = Pick<
	KeyboardEvent,
	"key" | "ctrlKey" | "metaKey" | "altKey" | "isComposing" | "repeat" | "defaultPrevented"
> & { target: unknown; preventDefault: () => void };

/** The second key of a pair must come within this. */
const PAIR_WITHIN_MS = 1_200;

/** Keys that may be held down. */
const REPEATABLE = new Set(["j", "k", "ArrowDown", "ArrowUp"]);

/** Turns key presses into acts, but never those of somebody who writes. */
export function createKeymap({
	now,
	bindings,
}: {
	now: () => number;
	bindings: () => readonly Binding[];
}) {
	let first: { key: string; at: number } | null = null;

	return {
		/** Takes a press; answers whether it meant something. */
		press(event: KeyPress): boolean {
			if (
				event.defaultPrevented ||
				event.isComposing ||
				isChord(event) ||
				isWriting(event.target)
			) {
				return false;
			}
			const before = first !== null && now() - first.at < PAIR_WITHIN_MS ? first.key : null;
			first = null;
			if (event.repeat && !REPEATABLE.has(event.key)) return false;
			const all = bindings();
			const pair = before === null ? undefined : find(all, `${before} ${event.key}`);
			const found = pair ?? find(all, event.key);
			if (found !== undefined) {
				event.preventDefault();
				found.run();
				return true;
			}
			if (all.some(({ keys }) => keys.startsWith(`${event.key} `))) {
				first = { key: event.key, at: now() };
			}
			return false;
		},
	};
}

function find(bindings: readonly Binding[], keys: string): Binding | undefined {
	return bindings.find((binding) => binding.keys === keys);
}

/** With a modifier the key is the browser's. Shift is not one: `?` needs it on many keyboards. */
function isChord({ ctrlKey, metaKey, altKey }: KeyPress): boolean {
	return ctrlKey || metaKey || altKey;
}

function isWriting(target: unknown): boolean {
	const { tagName, isContentEditable } = (target ?? {}) as Partial<HTMLElement>;
	return isContentEditable === true || ["INPUT", "TEXTAREA", "SELECT"].includes(tagName ?? "");
}
