import type { ReactNode } from "react";

/** What stands where there is nothing: why, and what to do about it. */
export function EmptyState(props: {
	icon: ReactNode;
	title: string;
	children?: ReactNode;
	action?: ReactNode;
}) {
	return (
		<div className="flex h-full flex-col items-center justify-center gap-1 px-8 py-12 text-center">
			<div className="mb-2 flex size-10 items-center justify-center rounded-xl border bg-surface text-faint shadow-card">
				{props.icon}
			</div>
			<p className="font-medium text-ink text-sm">{props.title}</p>
			{props.children && <div className="max-w-72 text-muted text-sm">{props.children}</div>}
			{props.action && <div className="mt-3">{props.action}</div>}
		</div>
	);
}
