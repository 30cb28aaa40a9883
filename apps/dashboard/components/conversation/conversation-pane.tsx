"use client";

import { ArrowLeft, TriangleAlert } from "lucide-react";
import { type RefObject, useEffect } from "react";
import { useStore } from "../../lib/live/use-store.ts";
import { useDesk } from "../desk/desk-context.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Composer } from "./composer.tsx";
import { ConversationHeader } from "./conversation-header.tsx";
import { ConversationSkeleton } from "./conversation-skeleton.tsx";
import { Timeline } from "./timeline.tsx";
import { useAutoRead } from "./use-auto-read.ts";
import type { Composer as ComposerState } from "./use-composer.ts";

type PaneProps = {
	conversationId: string;
	composer: ComposerState;
	heading: RefObject<HTMLHeadingElement | null>;
	field: RefObject<HTMLTextAreaElement | null>;
	onBack: () => void;
	onToggleStatus: () => void;
	onFacts: () => void;
};

/** One conversation: its head, its timeline, and where to answer. */
export function ConversationPane(props: PaneProps) {
	const { conversationId, composer, field, heading } = props;
	const desk = useDesk();
	const store = desk.conversation(conversationId);
	const state = useStore(store);
	const { conversation, phase, items } = state;

	useEffect(() => desk.watch(conversationId), [desk, conversationId]);
	useAutoRead(conversationId, items.findLast(({ order }) => order > 0)?.order ?? 0);

	if (phase === "failed") {
		return <Failed message={state.error?.message} onRetry={store.retry} onBack={props.onBack} />;
	}
	if (conversation === null) return <ConversationSkeleton onBack={props.onBack} />;
	return (
		<>
			<ConversationHeader
				state={state}
				conversation={conversation}
				heading={heading}
				onBack={props.onBack}
				onToggleStatus={props.onToggleStatus}
				onFacts={props.onFacts}
			/>
			<Timeline
				state={state}
				conversation={conversation}
				onLoadOlder={() => void store.loadOlder().catch(() => {})}
				onEdit={(item) => {
					composer.putBack(item.text ?? "", item.visibility);
					field.current?.focus();
				}}
			/>
			<Composer
				composer={composer}
				conversation={conversation}
				field={field}
				onLeave={() => heading.current?.focus()}
			/>
		</>
	);
}

function Failed(props: { message: string | undefined; onRetry: () => void; onBack: () => void }) {
	return (
		<>
			<div className="flex h-14 items-center px-2 md:hidden">
				<IconButton label="Back to the list" onClick={props.onBack}>
					<ArrowLeft className="size-4.5" aria-hidden="true" />
				</IconButton>
			</div>
			<div role="alert" className="min-h-0 flex-1">
				<EmptyState
					icon={<TriangleAlert className="size-5" aria-hidden="true" />}
					title="This conversation can't be shown"
					action={<Button onClick={props.onRetry}>Try again</Button>}
				>
					{props.message}
				</EmptyState>
			</div>
		</>
	);
}
