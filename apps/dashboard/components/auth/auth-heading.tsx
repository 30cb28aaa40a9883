import type { ReactNode } from "react";

/** What a page of signing in is for. */
export function AuthHeading({ title, children }: { title: string; children?: ReactNode }) {
	return (
		<div className="mb-6">
			<h1 className="font-semibold text-ink text-xl tracking-tight">{title}</h1>
			{children && <p className="mt-1 text-base text-muted">{children}</p>}
		</div>
	);
}
