"use client";

import type { TeamConversation } from "@cossistant/protocol";
import { CircleCheck, Inbox, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { type RefObject, useEffect } from "react";
import { unreadOf } from "../../lib/live/inbox-picture.ts";
import { useStore } from "../../lib/live/use-store.ts";
import { useDesk, useNameOf, useWorkplace } from "../desk/desk-context.tsx";
import type { Navigation } from "../desk/use-place.ts";
import { Button, buttonLook } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ConversationRow, ROW_HEIGHT } from "./conversation-row.tsx";
import { useDrafts } from "./use-drafts.ts";
import { useRowAnchor } from "./use-row-anchor.ts";
import { useWindowedRows } from "./use-windowed-rows.ts";

/** How near the end the next page is asked for. */
const ROWS_AHEAD = 15;

type ListProps = {
	rows: readonly TeamConversation[];
	navigation: Navigation;
	scroller: RefObject<HTMLDivElement | null>;
};

/** The conversations of a view, as long as the list may be. */
export function ConversationList(props: ListProps) {
	const { inbox } = useDesk();
	const { windows } = useStore(inbox);
	const { phase, error } = windows[props.navigation.place.view];
	return (
		<div
			ref={props.scroller}
			tabIndex={-1}
			className="scroll-quiet min-h-0 flex-1 overflow-y-auto overflow-x-hidden outline-none"
			aria-busy={phase === "loading"}
		>
			{phase === "failed" ? (
				<Failed message={error?.message ?? "The list can't be loaded."} onRetry={inbox.retry} />
			) : props.rows.length > 0 ? (
				<Rows {...props} />
			) : phase === "ready" ? (
				<Empty view={props.navigation.place.view} />
			) : (
				<Loading />
			)}
		</div>
	);
}

function Rows({ rows, navigation, scroller }: ListProps) {
	const { inbox, me } = useDesk();
	const { place, go } = navigation;
	const { isLoadingMore } = useStore(inbox).windows[place.view];
	const { first, last } = useWindowedRows(scroller, { count: rows.length, rowHeight: ROW_HEIGHT });
	const drafts = useDrafts();
	const nameOf = useNameOf();
	useRowAnchor(scroller, { rows, rowHeight: ROW_HEIGHT });

	function speakerOf({ lastItem }: TeamConversation): string | null {
		const userId = lastItem?.userId ?? null;
		if (userId === null) return null;
		return userId === me.id ? "You" : (nameOf(userId)?.split(" ")[0] ?? null);
	}

	const isNearEnd = last >= rows.length - ROWS_AHEAD;
	useEffect(() => {
		if (isNearEnd) void inbox.loadMore();
	}, [isNearEnd, inbox, rows.length]);

	return (
		<>
			<ul
				aria-label={place.view === "open" ? "Open conversations" : "Resolved conversations"}
				className="relative"
				style={{ height: rows.length * ROW_HEIGHT }}
			>
				{rows.slice(first, last).map((conversation, index) => (
					<li
						key={conversation.id}
						aria-setsize={rows.length}
						aria-posinset={first + index + 1}
						className="absolute inset-x-0 py-0.5"
						style={{ top: (first + index) * ROW_HEIGHT }}
					>
						<ConversationRow
							conversation={conversation}
							place={place}
							unread={unreadOf(conversation, me.id)}
							lastSpeaker={speakerOf(conversation)}
							isOpen={conversation.id === place.conversationId}
							hasDraft={drafts.has(conversation.id)}
							go={go}
						/>
					</li>
				))}
			</ul>
			{isLoadingMore && <SkeletonRow />}
		</>
	);
}

function Empty({ view }: { view: "open" | "resolved" }) {
	const { website } = useWorkplace();
	if (view === "resolved") {
		return (
			<EmptyState
				icon={<CircleCheck className="size-5" aria-hidden="true" />}
				title="Nothing resolved yet"
			>
				Conversations you finish are kept here. A new message of the visitor reopens them.
			</EmptyState>
		);
	}
	return (
		<EmptyState
			icon={<Inbox className="size-5" aria-hidden="true" />}
			title="All answered"
			action={
				<Link
					href={`/w/${website.id}/install`}
					className={buttonLook({ variant: "secondary", size: "medium" })}
				>
					Install the widget
				</Link>
			}
		>
			New conversations from {website.name} appear here by themselves.
		</EmptyState>
	);
}

function Failed({ message, onRetry }: { message: string; onRetry: () => void }) {
	return (
		<EmptyState
			icon={<TriangleAlert className="size-5" aria-hidden="true" />}
			title="The list can't be loaded"
			action={<Button onClick={onRetry}>Try again</Button>}
		>
			{message}
		</EmptyState>
	);
}

function Loading() {
	return (
		<div role="status">
			<span className="sr-only">Loading conversations</span>
			{["a", "b", "c", "d", "e", "f", "g"].map((key) => (
				<SkeletonRow key={key} />
			))}
		</div>
	);
}

function SkeletonRow() {
	return (
		<div className="flex items-center gap-3 px-4.5" style={{ height: ROW_HEIGHT }}>
			<Skeleton className="size-9 rounded-full" />
			<div className="flex flex-1 flex-col gap-2">
				<Skeleton className="h-3 w-2/5" />
				<Skeleton className="h-3 w-4/5" />
			</div>
		</div>
	);
}
