import type { Conversation } from "@cossistant/protocol";
import {
	type ConversationPreview,
	useConversationPreview,
} from "../../hooks/conversation/use-conversation-preview.ts";
import type { SayText } from "../../hooks/text/resolve-text.ts";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { plainText } from "../../primitives/timeline/plain-text.ts";
import { firstName, namesOf, partnersOf } from "../conversation/people-names.ts";
import { Face } from "./face.tsx";
import { useDates } from "./use-dates.ts";
import type { Team } from "./use-team.ts";

export type ConversationRowProps = {
	conversation: Conversation;
	team: Team;
	onOpen: (conversationId: string) => void;
};

/** One conversation in a list: with whom, what was said last, when, and what is unread. */
export function ConversationRow({ conversation, team, onOpen }: ConversationRowProps) {
	const text = useSupportText();
	const preview = useConversationPreview({ conversation });
	const partners = partnersOf(conversation, team);
	const isUnread = conversation.unreadCount > 0;

	return (
		<button
			type="button"
			className="co-row"
			data-unread={isUnread ? "" : undefined}
			onClick={() => onOpen(conversation.id)}
		>
			<Face person={partners[0] ?? team.itself} size="large" />
			<span className="co-row-body">
				<span className="co-row-line">
					<span className="co-row-title">{conversation.title ?? namesOf(partners)}</span>{" "}
					{preview.lastMessage && <Moment date={preview.lastMessage.createdAt} />}
				</span>{" "}
				<span className="co-row-line">
					<span className="co-row-preview">{previewText(preview, text)}</span>{" "}
					{isUnread ? (
						<UnreadCount count={conversation.unreadCount} />
					) : (
						conversation.status === "resolved" && (
							<span className="co-chip">
								{text("component.conversationButtonLink.status.resolved")}
							</span>
						)
					)}
				</span>
			</span>
		</button>
	);
}

function Moment({ date }: { date: Date }) {
	const dates = useDates();
	return (
		<time className="co-row-time" dateTime={date.toISOString()} title={dates.full(date)}>
			{dates.brief(date)}
		</time>
	);
}

/** How much is unread, for eyes and ears. */
export function UnreadCount({ count }: { count: number }) {
	const text = useSupportText();
	return (
		<span className="co-count">
			<span className="co-plain" aria-hidden="true">
				{count}
			</span>
			<span className="co-hidden">
				{text("component.conversationButtonLink.unread", { count })}
			</span>
		</span>
	);
}

function previewText({ typing, lastMessage }: ConversationPreview, text: SayText): string {
	if (typing.label !== null) return typing.label;
	if (lastMessage === null) return "";
	const words = plainText(lastMessage.text);
	return lastMessage.isFromVisitor
		? text("component.conversationButtonLink.lastMessage.visitor", { text: words })
		: text("component.conversationButtonLink.lastMessage.agent", {
				name: firstName(lastMessage.senderName),
				text: words,
			});
}
