"use client";

import type { TeamItem } from "../../lib/live/team-timeline.ts";
import { usePart } from "../../lib/live/use-store.ts";
import { useDesk } from "../desk/desk-context.tsx";
import { cx } from "../ui/cx.ts";
import { MessageText } from "./message-text.tsx";

export type Side = "visitor" | "team" | "note";

const LOOKS: Record<Side, string> = {
	visitor: "bg-hover text-ink rounded-bl-md",
	team: "bg-accent-soft text-ink rounded-br-md",
	note: "border border-note-line bg-note text-ink rounded-br-md",
};

/** One message, and how it stands while the server has not confirmed it. */
export function MessageBubble({
	item,
	side,
	onEdit,
}: {
	item: TeamItem;
	side: Side;
	onEdit: (item: TeamItem) => void;
}) {
	const { delivery } = item;
	return (
		<div
			className={cx(
				"flex max-w-full flex-col gap-1",
				side === "visitor" ? "items-start" : "items-end",
			)}
		>
			<div
				className={cx(
					"wrap-anywhere max-w-full whitespace-pre-wrap rounded-2xl px-3.5 py-2 text-base",
					LOOKS[side],
					delivery.state === "sending" && "opacity-60",
					delivery.state === "failed" && "ring-1 ring-danger",
				)}
			>
				<Body item={item} />
			</div>
			{delivery.state === "sending" && <Sending />}
			{delivery.state === "failed" && (
				<Failed item={item} sentence={delivery.error.message} onEdit={onEdit} />
			)}
		</div>
	);
}

function Body({ item }: { item: TeamItem }) {
	if (item.deletedAt !== null) return <em className="text-muted">Message deleted</em>;
	const files = item.parts.filter((part) => part.type === "image" || part.type === "file");
	return (
		<>
			{item.text !== null && <MessageText text={item.text} />}
			{files.map((file) => (
				<span key={file.url} className="block text-muted">
					{file.fileName ?? "Attachment"}
				</span>
			))}
		</>
	);
}

/** Said only when it takes long enough to be asked about. */
function Sending() {
	const connection = usePart(useDesk().inbox, (state) => state.connection);
	return (
		<p role="status" className="animate-appear-late px-1 text-2xs text-faint">
			{connection === "offline" ? "Waiting for the connection…" : "Sending…"}
		</p>
	);
}

function Failed({
	item,
	sentence,
	onEdit,
}: {
	item: TeamItem;
	sentence: string;
	onEdit: (item: TeamItem) => void;
}) {
	const { outbox } = useDesk();

	function discard() {
		outbox.discard(item.id);
		// What was typed is never lost: it goes back where it came from.
		onEdit(item);
	}

	return (
		<div role="alert" className="flex flex-wrap items-center justify-end gap-x-2 px-1 text-xs">
			<span className="text-danger">Not sent. {sentence}</span>
			<button
				type="button"
				className="font-medium text-ink underline underline-offset-2"
				onClick={() => outbox.retry(item.id)}
			>
				Retry
			</button>
			<button
				type="button"
				className="font-medium text-muted underline underline-offset-2"
				onClick={discard}
			>
				Edit
			</button>
			<button
				type="button"
				className="font-medium text-muted underline underline-offset-2"
				onClick={() => outbox.discard(item.id)}
			>
				Discard
			</button>
		</div>
	);
}
