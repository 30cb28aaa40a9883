import type { Snippet } from "../../lib/setup/snippets.ts";
import { CopyButton } from "../ui/copy-button.tsx";

/** Code to copy, under the name of the file it goes into. */
export function CodeBlock({ title, code }: Pick<Snippet, "title" | "code">) {
	return (
		<figure className="overflow-hidden rounded-lg border bg-surface shadow-card">
			<figcaption className="flex h-9 items-center justify-between border-b bg-hover/60 pr-1 pl-3">
				<span className="font-mono text-muted text-xs">{title}</span>
				<CopyButton text={code} label={`Copy ${title}`} />
			</figcaption>
			<pre
				// biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, which keys must be able to do
				tabIndex={0}
				className="scroll-quiet overflow-x-auto px-3 py-2.5 font-mono text-ink text-xs leading-5 -outline-offset-2"
			>
				<code>{code}</code>
			</pre>
		</figure>
	);
}
