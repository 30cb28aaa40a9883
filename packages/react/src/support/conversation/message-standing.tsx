import type { Delivery, ShownItem } from "@cossistant/core";
import type { LastSeen } from "../../hooks/conversation/last-seen-item.ts";
import type { UseConversationPageResult } from "../../hooks/pages/use-conversation-page.ts";
import type { SayText } from "../../hooks/text/resolve-text.ts";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { Icon } from "../shared/icons.tsx";
import { useDates } from "../shared/use-dates.ts";
import type { Team } from "../shared/use-team.ts";

/** Where the server names no time. */
const USUAL_WAIT_SECONDS = 30;

export type MessageStandingProps = {
	item: ShownItem;
	page: UseConversationPageResult;
	team: Team;
	lastSeen: LastSeen | null;
};

/** Below a message: when it was written, whether it is on its way, was read, or was not sent and why. */
export function MessageStanding(props: MessageStandingProps) {
	const { item, lastSeen } = props;
	if (item.delivery.state === "failed") {
		return <Failed {...props} error={item.delivery.error} />;
	}
	if (item.delivery.state === "sending" && item.delivery.heldBack !== undefined) {
		return <HeldBack error={item.delivery.heldBack} />;
	}
	return (
		<p className="co-standing">
			{item.delivery.state === "sending" ? <Sending /> : <Sent item={item} />}
			{lastSeen?.itemId === item.id && <Seen {...props} lastSeen={lastSeen} />}
		</p>
	);
}

function HeldBack({ error }: { error: Failure }) {
	const seconds = error.retryAfterSeconds ?? USUAL_WAIT_SECONDS;
	return (
		<p className="co-standing" role="status">
			<span className="co-plain">
				{useSupportText()("component.message.heldBack", { seconds })}
			</span>
		</p>
	);
}

function Sending() {
	return <span className="co-plain">{useSupportText()("component.message.sending")}</span>;
}

function Sent({ item }: { item: ShownItem }) {
	const text = useSupportText();
	const dates = useDates();
	return (
		<>
			<time className="co-plain" dateTime={item.createdAt}>
				{dates.time(new Date(item.createdAt))}
			</time>
			{item.editedAt !== null && item.deletedAt === null && (
				<span className="co-plain">{text("component.message.edited")}</span>
			)}
		</>
	);
}

/** Names readers only where there is more than one person to have read it. */
function Seen({ page, team, lastSeen }: MessageStandingProps & { lastSeen: LastSeen }) {
	const text = useSupportText();
	const names = lastSeen.readerIds.map(
		(id) => team.personOf({ type: "team_member", id }, page.conversation).name,
	);
	return (
		<span
			className="co-seen"
			title={names.length > 0 ? text("component.message.seenBy", { names }) : undefined}
		>
			<Icon name="check" size={14} />
			{text("component.message.seen")}
		</span>
	);
}

type Failure = Extract<Delivery, { state: "failed" }>["error"];

function Failed({ item, page, error }: MessageStandingProps & { error: Failure }) {
	const text = useSupportText();
	return (
		<div className="co-standing" data-failed="" role="alert">
			<span className="co-failure">
				<Icon name="alert" size={14} />
				{reason(error, text)}
			</span>
			<span className="co-standing-actions">
				<button type="button" className="co-link" onClick={() => page.retryMessage(item.id)}>
					{text("common.actions.retry")}
				</button>
				<button type="button" className="co-link" onClick={() => page.discardMessage(item.id)}>
					{text("common.actions.discard")}
				</button>
			</span>
		</div>
	);
}

function reason({ code, retryAfterSeconds }: Failure, text: SayText): string {
	switch (code) {
		case "rate_limited":
			return text("component.message.failed.rateLimited", {
				seconds: retryAfterSeconds ?? USUAL_WAIT_SECONDS,
			});
		case "message_too_long":
			return text("component.message.failed.tooLong");
		case "visitor_blocked":
			return text("component.message.failed.blocked");
		default:
			return text("component.message.failed.general");
	}
}
