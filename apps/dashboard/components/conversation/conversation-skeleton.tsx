import { ArrowLeft } from "lucide-react";
import { IconButton } from "../ui/icon-button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** The shapes of a conversation, while it comes. */
export function ConversationSkeleton({ onBack }: { onBack: () => void }) {
	return (
		<>
			<div className="flex h-14 shrink-0 items-center gap-2 border-b px-2 sm:px-4">
				<IconButton label="Back to the list" className="md:hidden" onClick={onBack}>
					<ArrowLeft className="size-4.5" aria-hidden="true" />
				</IconButton>
				<Skeleton className="size-8 rounded-full" />
				<div className="flex flex-col gap-1.5">
					<Skeleton className="h-3 w-32" />
					<Skeleton className="h-2.5 w-16" />
				</div>
			</div>
			<div
				role="status"
				className="mx-auto flex w-full max-w-190 flex-1 flex-col justify-end gap-5 px-4 pb-10"
			>
				<span className="sr-only">Loading the conversation</span>
				<Skeleton className="h-14 w-3/5 rounded-2xl" />
				<Skeleton className="h-10 w-2/5 self-end rounded-2xl" />
				<Skeleton className="h-20 w-1/2 rounded-2xl" />
			</div>
			<div className="mx-auto w-full max-w-190 px-3 pb-3 sm:px-4 sm:pb-4">
				<div className="h-29.5 rounded-xl border bg-surface" />
			</div>
		</>
	);
}
