import type { TeamConversation } from "@cossistant/protocol";
import type { ConversationState } from "../../lib/live/team-timeline.ts";
import { visitorName } from "../../lib/text/people.ts";
import { Avatar } from "../ui/avatar.tsx";

type TypingProps = { state: ConversationState; conversation: TeamConversation };

/** Who writes right now, and the visitor's words where the website allows it. Its place is kept free. */
export function Typing({ state: { visitorTyping, typists }, conversation }: TypingProps) {
	const visitor = visitorName(conversation);
	const names = typists.map(({ actorName }) => actorName ?? "A colleague");
	return (
		<div className="flex min-h-5 flex-col gap-2">
			{visitorTyping !== null && (
				<div className="flex items-end gap-2.5">
					<Avatar
						id={conversation.visitorId}
						name={visitor}
						image={conversation.visitorImage}
						className="size-7 text-2xs"
					/>
					<div className="flex min-w-0 max-w-[min(38rem,82%)] items-center gap-2.5 rounded-2xl rounded-bl-md border border-line-strong border-dashed px-3.5 py-2">
						<Dots />
						{visitorTyping.preview !== null && (
							<p className="wrap-anywhere line-clamp-3 whitespace-pre-wrap text-base text-muted">
								<span className="sr-only">Not sent yet: </span>
								{visitorTyping.preview}
							</p>
						)}
					</div>
				</div>
			)}
			<p role="status" className="text-2xs text-muted">
				{visitorTyping !== null && <span className="sr-only">{visitor} is typing. </span>}
				{names.length > 0 && `${list(names)} ${names.length === 1 ? "is" : "are"} replying`}
			</p>
		</div>
	);
}

function Dots() {
	return (
		<span aria-hidden="true" className="flex h-5 shrink-0 items-center gap-1">
			<span className="size-1.5 animate-typing rounded-full bg-muted" />
			<span className="size-1.5 animate-typing rounded-full bg-muted [animation-delay:150ms]" />
			<span className="size-1.5 animate-typing rounded-full bg-muted [animation-delay:300ms]" />
		</span>
	);
}

function list(names: readonly string[]): string {
	return new Intl.ListFormat("en").format(names);
}
