"use client";

import type { TeamConversation } from "@cossistant/protocol";
import { ArrowDown } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { ConversationState, TeamItem } from "../../lib/live/team-timeline.ts";
import { useNow } from "../../lib/live/use-now.ts";
import { visitorName } from "../../lib/text/people.ts";
import { dayOf } from "../../lib/text/time.ts";
import { blocksOf } from "../../lib/timeline/blocks.ts";
import { eventSentence } from "../../lib/timeline/event-sentence.ts";
import { seenMark } from "../../lib/timeline/seen.ts";
import { useNameOf } from "../desk/desk-context.tsx";
import { Button } from "../ui/button.tsx";
import { Clock } from "../ui/time.tsx";
import { MessageGroup } from "./message-group.tsx";
import { Typing } from "./typing.tsx";
import { useStickyBottom } from "./use-sticky-bottom.ts";

type TimelineProps = {
	state: ConversationState;
	conversation: TeamConversation;
	onLoadOlder: () => void;
	onEdit: (item: TeamItem) => void;
};

/** Everything that was said and done, oldest first, the end in sight. */
export function Timeline({ state, conversation, onLoadOlder, onEdit }: TimelineProps) {
	const scroller = useRef<HTMLDivElement>(null);
	const { items, hasOlder, isLoadingOlder } = state;
	const blocks = useMemo(() => blocksOf(items), [items]);
	const seen = useMemo(() => seenMark(items, conversation.reads), [items, conversation.reads]);
	const { isAtBottom, toBottom } = useStickyBottom(scroller, {
		items,
		onNearTop: hasOlder ? onLoadOlder : null,
	});

	return (
		<div className="relative flex min-h-0 flex-1 flex-col">
			{!isAtBottom && <ToLatest items={items} onClick={toBottom} />}
			<div ref={scroller} className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
				<div className="mx-auto flex min-h-full max-w-190 flex-col justify-end gap-4 px-4 pt-6 pb-3">
					{hasOlder && (
						<div className="flex h-8 justify-center">
							<Button variant="quiet" size="small" isBusy={isLoadingOlder} onClick={onLoadOlder}>
								Load earlier messages
							</Button>
						</div>
					)}
					<div
						role="log"
						aria-label={`Conversation with ${visitorName(conversation)}`}
						aria-live="polite"
						aria-relevant="additions"
						className="flex flex-col gap-4"
					>
						{blocks.map((block) => {
							if (block.kind === "day") return <Day key={block.key} moment={block.moment} />;
							if (block.kind === "event") return <EventLine key={block.key} item={block.item} />;
							return (
								<MessageGroup
									key={block.key}
									group={block}
									conversation={conversation}
									seen={seen}
									onEdit={onEdit}
								/>
							);
						})}
					</div>
					<Typing state={state} conversation={conversation} />
				</div>
			</div>
		</div>
	);
}

/** Back to the end, for who has scrolled up; says when there is news. */
function ToLatest({ items, onClick }: { items: readonly TeamItem[]; onClick: () => void }) {
	const [left] = useState(() => items.at(-1)?.id);
	const isNews = items.at(-1)?.id !== left;
	return (
		<Button
			size="small"
			variant={isNews ? "primary" : "secondary"}
			onClick={onClick}
			className="absolute bottom-2 left-1/2 z-10 -translate-x-1/2 animate-fade rounded-full shadow-raised"
		>
			<ArrowDown className="size-3.5" aria-hidden="true" />
			{isNews ? "New messages" : "Latest"}
		</Button>
	);
}

function Day({ moment }: { moment: string }) {
	const now = useNow();
	return (
		<div className="flex h-5 items-center gap-3">
			<span aria-hidden="true" className="h-px flex-1 bg-line" />
			<time dateTime={moment} className="font-medium text-2xs text-muted">
				{now === null ? "" : dayOf(moment, now)}
			</time>
			<span aria-hidden="true" className="h-px flex-1 bg-line" />
		</div>
	);
}

function EventLine({ item }: { item: TeamItem }) {
	const nameOf = useNameOf();
	const sentence = eventSentence(item, nameOf);
	if (sentence === null) return null;
	return (
		<p className="flex items-center justify-center gap-1.5 text-center text-2xs text-muted">
			<span>{sentence}</span>
			<Clock moment={item.createdAt} className="text-faint tabular-nums" />
		</p>
	);
}
