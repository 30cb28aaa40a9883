import { MessagesSquare } from "lucide-react";
import { cx } from "../ui/cx.ts";
import { Kbd } from "../ui/kbd.tsx";

/** What stands beside the list while nothing is open. */
export function NothingOpen({ className }: { className: string }) {
	return (
		<section
			aria-label="Conversation"
			className={cx(
				"min-w-0 flex-1 flex-col items-center justify-center gap-3 text-center",
				className,
			)}
		>
			<MessagesSquare className="size-7 text-line-strong" strokeWidth={1.5} aria-hidden="true" />
			<p className="text-muted text-sm">Choose a conversation</p>
			<p className="flex items-center gap-1.5 text-2xs text-muted">
				<Kbd>J</Kbd>
				<Kbd>K</Kbd> to move, <Kbd>Enter</Kbd> to open, <Kbd>?</Kbd> for all keys
			</p>
		</section>
	);
}
