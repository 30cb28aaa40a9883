import type { ReactNode } from "react";

/** Facts under a heading; a fact without a value is left out. */
export function FactList({ title, children }: { title: string; children: ReactNode }) {
	return (
		<div className="border-t px-4 py-4">
			<h3 className="mb-2 font-medium text-2xs text-muted">{title}</h3>
			<dl className="flex flex-col gap-1.5">{children}</dl>
		</div>
	);
}

/** One fact. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
	if (children === null || children === undefined || children === "") return null;
	return (
		<div className="grid grid-cols-[5.5rem_minmax(0,1fr)] items-baseline gap-3 text-sm">
			<dt className="truncate text-muted" title={name}>
				{name}
			</dt>
			<dd className="wrap-anywhere text-ink">{children}</dd>
		</div>
	);
}
