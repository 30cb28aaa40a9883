"use client";

import type { TeamConversation } from "@cossistant/protocol";
import { LockKeyhole } from "lucide-react";
import { memo } from "react";
import type { Place } from "../../lib/desk/place.ts";
import { visitorName } from "../../lib/text/people.ts";
import { PlaceLink } from "../desk/place-link.tsx";
import type { Navigation } from "../desk/use-place.ts";
import { Avatar } from "../ui/avatar.tsx";
import { cx } from "../ui/cx.ts";
import { Ago } from "../ui/time.tsx";

/** Every row is this tall, which is what lets thousands of them be windowed. */
export const ROW_HEIGHT = 68;

type RowProps = {
	conversation: TeamConversation;
	place: Place;
	unread: number;
	/** Who of the team had the last word; null when it was the visitor. */
	lastSpeaker: string | null;
	isOpen: boolean;
	hasDraft: boolean;
	go: Navigation["go"];
};

/** One conversation in the list: who, what was said last, when, and whether it waits. */
export const ConversationRow = memo(function ConversationRow(props: RowProps) {
	const { conversation, unread, isOpen, go, place } = props;
	const name = visitorName(conversation);
	return (
		<PlaceLink
			to={{ ...place, conversationId: conversation.id }}
			onGo={() => go({ conversationId: conversation.id })}
			data-row={conversation.id}
			aria-current={isOpen ? "true" : undefined}
			className={cx(
				"mx-2 flex h-16 items-center gap-3 rounded-lg px-2.5 transition-colors hover:bg-hover",
				"aria-[current]:bg-selected -outline-offset-2",
			)}
		>
			<Avatar
				id={conversation.visitorId}
				name={name}
				image={conversation.visitorImage}
				className="size-9 text-xs"
			/>
			<span className="min-w-0 flex-1">
				<span className="flex items-baseline gap-2">
					<span
						className={cx(
							"min-w-0 flex-1 truncate text-sm",
							unread > 0 ? "font-semibold text-ink" : "font-medium text-ink",
						)}
					>
						{name}
					</span>
					<Ago
						moment={conversation.lastActivityAt}
						className={cx(
							"shrink-0 text-2xs tabular-nums",
							unread > 0 ? "font-medium text-accent-ink" : "text-faint",
						)}
					/>
				</span>
				<span className="flex items-center gap-2">
					<Preview {...props} />
					{unread > 0 && <UnreadBadge count={unread} />}
				</span>
			</span>
		</PlaceLink>
	);
});

function Preview({ conversation, unread, lastSpeaker, hasDraft }: RowProps) {
	const { lastItem } = conversation;
	const isNote = lastItem?.visibility === "private";
	const text = lastItem?.text?.replace(/\s+/g, " ").trim();
	return (
		<span
			className={cx(
				"flex min-w-0 flex-1 items-center gap-1 text-sm",
				unread > 0 ? "text-ink" : "text-muted",
			)}
		>
			{isNote && (
				<>
					<LockKeyhole className="size-3 shrink-0 text-note-ink" aria-hidden="true" />
					<span className="sr-only">Internal note:</span>
				</>
			)}
			<span className="truncate">
				{hasDraft && <span className="font-medium text-note-ink">Draft · </span>}
				{lastSpeaker !== null && <span className="text-faint">{lastSpeaker}: </span>}
				{text || (lastItem?.deletedAt ? "Message deleted" : "No text")}
			</span>
		</span>
	);
}

function UnreadBadge({ count }: { count: number }) {
	return (
		<span className="flex h-4.5 min-w-4.5 shrink-0 items-center justify-center rounded-full bg-accent px-1.5 font-semibold text-2xs text-on-accent tabular-nums">
			{count > 99 ? "99+" : count}
			<span className="sr-only"> unread</span>
		</span>
	);
}
