import type { ReactNode } from "react";

/** A key, drawn as one. */
export function Kbd({ children }: { children: ReactNode }) {
	return (
		<kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-line-strong/70 bg-surface px-1 font-sans text-2xs text-muted shadow-card">
			{children}
		</kbd>
	);
}
