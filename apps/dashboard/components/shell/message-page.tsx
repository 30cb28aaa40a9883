import type { ReactNode } from "react";
import { Mark } from "../ui/mark.tsx";

/** A page that has one thing to say. */
export function MessagePage(props: { title: string; children: ReactNode; action: ReactNode }) {
	return (
		<main className="mx-auto flex min-h-dvh w-full max-w-88 flex-col items-start justify-center px-4 py-12">
			<Mark className="mb-6 size-9" />
			<h1 className="font-semibold text-ink text-xl tracking-tight">{props.title}</h1>
			<p className="mt-1 mb-6 text-base text-muted">{props.children}</p>
			{props.action}
		</main>
	);
}
