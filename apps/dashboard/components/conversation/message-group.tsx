"use client";

import type { TeamConversation } from "@cossistant/protocol";
import { LockKeyhole } from "lucide-react";
import type { TeamItem } from "../../lib/live/team-timeline.ts";
import { visitorName } from "../../lib/text/people.ts";
import type { Author, Block } from "../../lib/timeline/blocks.ts";
import { useDesk, useNameOf } from "../desk/desk-context.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { cx } from "../ui/cx.ts";
import { Clock } from "../ui/time.tsx";
import { MessageBubble, type Side } from "./message-bubble.tsx";

type Group = Extract<Block, { kind: "group" }>;

type GroupProps = {
	group: Group;
	conversation: TeamConversation;
	/** The last answer that the visitor has read. */
	seen: { itemId: string; readAt: string } | null;
	onEdit: (item: TeamItem) => void;
};

/** Messages of one author that belong together: who and when once, then what. */
export function MessageGroup({ group, conversation, seen, onEdit }: GroupProps) {
	const { me } = useDesk();
	const fullName = useAuthorName(group.author, conversation);
	const name = group.author.id === me.id ? "You" : fullName;
	const isVisitor = group.author.kind === "visitor";
	const side: Side = isVisitor ? "visitor" : group.visibility === "private" ? "note" : "team";
	const first = group.items[0];
	return (
		<div className={cx("flex gap-2.5", !isVisitor && "flex-row-reverse")}>
			<Avatar
				id={group.author.id}
				name={fullName}
				image={isVisitor ? conversation.visitorImage : null}
				className="mt-5 size-7 text-2xs"
			/>
			<div
				className={cx(
					"flex min-w-0 max-w-[min(38rem,82%)] flex-col gap-1",
					isVisitor ? "items-start" : "items-end",
				)}
			>
				<p className="flex h-4 items-center gap-1.5 px-1 text-2xs text-muted">
					{side === "note" && (
						<span className="flex items-center gap-1 font-medium text-note-ink">
							<LockKeyhole className="size-3" aria-hidden="true" />
							Internal note
						</span>
					)}
					<span className="font-medium">{name}</span>
					{first !== undefined && (
						<Clock moment={first.createdAt} className="text-faint tabular-nums" />
					)}
				</p>
				{group.items.map((item) => (
					<article
						key={item.id}
						aria-label={side === "note" ? `Internal note of ${name}` : `Message of ${name}`}
						className={cx("flex max-w-full flex-col", isVisitor ? "items-start" : "items-end")}
					>
						<MessageBubble item={item} side={side} onEdit={onEdit} />
						{seen?.itemId === item.id && (
							<p className="mt-1 px-1 text-2xs text-faint">
								Seen <Clock moment={seen.readAt} className="tabular-nums" />
							</p>
						)}
					</article>
				))}
			</div>
		</div>
	);
}

function useAuthorName(author: Author, conversation: TeamConversation): string {
	const nameOf = useNameOf();
	const participant = conversation.participants.find(({ id }) => id === author.id);
	switch (author.kind) {
		case "visitor":
			return visitorName(conversation);
		case "user":
			return nameOf(author.id) ?? participant?.name ?? "Team member";
		case "ai":
			return participant?.name ?? "AI agent";
		case "greeting":
			return "Greeting";
	}
}
