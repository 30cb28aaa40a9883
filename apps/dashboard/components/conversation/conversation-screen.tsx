"use client";

import { useEffect, useImperativeHandle, useRef, useState } from "react";
import type { ScreenCommands } from "../desk/use-shortcuts.ts";
import { FactsPanel } from "../facts/facts-panel.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ConversationPane } from "./conversation-pane.tsx";
import { useComposer } from "./use-composer.ts";
import { useStatusToggle } from "./use-status-toggle.ts";

type ScreenProps = { conversationId: string; commands: ScreenCommands; onLeave: () => void };

/** A conversation with the facts beside it, or behind a button where there is no room. */
export function ConversationScreen({ conversationId, commands, onLeave }: ScreenProps) {
	const composer = useComposer(conversationId);
	const toggleStatus = useStatusToggle(conversationId);
	const heading = useRef<HTMLHeadingElement>(null);
	const field = useRef<HTMLTextAreaElement>(null);
	const [areFactsOpen, setAreFactsOpen] = useState(false);

	// Whoever opened it by key goes on by key; a screen reader hears where it is.
	useEffect(() => heading.current?.focus({ preventScroll: true }), []);

	function write(visibility: "public" | "private") {
		composer.setVisibility(visibility);
		field.current?.focus();
	}

	useImperativeHandle(commands as { current: NonNullable<ScreenCommands["current"]> }, () => ({
		reply: () => write("public"),
		note: () => write("private"),
		toggleStatus,
		facts: () => setAreFactsOpen(!areFactsBeside()),
		leave: onLeave,
	}));

	const panel = <FactsPanel conversationId={conversationId} />;
	return (
		<>
			<section aria-label="Conversation" className="flex min-w-0 flex-1 flex-col">
				<ConversationPane
					conversationId={conversationId}
					composer={composer}
					heading={heading}
					field={field}
					onBack={onLeave}
					onToggleStatus={toggleStatus}
					onFacts={() => setAreFactsOpen(true)}
				/>
			</section>
			<aside
				aria-label="About the visitor"
				className="scroll-quiet hidden w-76 shrink-0 overflow-y-auto border-l xl:block"
			>
				{panel}
			</aside>
			<Dialog
				open={areFactsOpen}
				onOpenChange={setAreFactsOpen}
				title="About the visitor"
				placement="right"
				isFlush
			>
				{panel}
			</Dialog>
		</>
	);
}

/** Whether there is room for the facts beside the conversation, where they always stand then. */
function areFactsBeside(): boolean {
	return window.matchMedia("(min-width: 80rem)").matches;
}
