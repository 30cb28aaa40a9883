import type { ConfigProblem } from "../../lib/config.ts";
import { Mark } from "../ui/mark.tsx";

/** What stands in place of the app while it is not configured. */
export function ConfigProblems({ problems }: { problems: readonly ConfigProblem[] }) {
	return (
		<main className="mx-auto flex min-h-dvh max-w-150 flex-col justify-center px-4 py-12">
			<Mark className="mb-6 size-9" />
			<h1 className="font-semibold text-ink text-xl tracking-tight">
				The dashboard is not configured
			</h1>
			<p className="mt-1 text-base text-muted">
				Set these in the server's environment, then start it again.
			</p>
			<dl className="mt-6 flex flex-col gap-3">
				{problems.map(({ variable, sentence }) => (
					<div key={variable} className="rounded-lg border bg-surface p-4 shadow-card">
						<dt className="break-all font-mono text-ink text-sm">{variable}</dt>
						<dd className="mt-1 text-muted text-sm">{sentence}</dd>
					</div>
				))}
			</dl>
		</main>
	);
}
