"use client";

import type { Binding } from "../../lib/keys/keymap.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";

type SheetProps = {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	bindings: readonly Binding[];
};

const NAMES: Readonly<Record<string, string>> = { ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc" };

/** Keys that the page need not bind: the browser or the field has them. */
const NATIVE = [
	{ keys: "Enter", label: "Open the focused conversation; send what is written" },
	{ keys: "Shift Enter", label: "Start a new line" },
];

/** Every key and what it does. */
export function ShortcutSheet({ open, onOpenChange, bindings }: SheetProps) {
	return (
		<Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
			<dl className="flex flex-col divide-y">
				{byLabel([...bindings, ...NATIVE]).map(([label, all]) => (
					<div key={label} className="flex items-center justify-between gap-4 py-2">
						<dt className="text-ink text-sm">{label}</dt>
						<dd className="flex shrink-0 items-center gap-1.5 text-2xs text-muted">
							{all.map((keys, index) => (
								<Keys key={keys} keys={keys} isAlternative={index > 0} />
							))}
						</dd>
					</div>
				))}
			</dl>
		</Dialog>
	);
}

function Keys({ keys, isAlternative }: { keys: string; isAlternative: boolean }) {
	return (
		<>
			{isAlternative && "or"}
			{keys.split(" ").map((key) => (
				<Kbd key={key}>{NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)}</Kbd>
			))}
		</>
	);
}

function byLabel(bindings: readonly Pick<Binding, "keys" | "label">[]) {
	const labels = new Map<string, string[]>();
	for (const { label, keys } of bindings) {
		labels.set(label, [...(labels.get(label) ?? []), keys]);
	}
	return [...labels];
}
