"use client";

import { MESSAGE_MAX_LENGTH, type TeamConversation } from "@cossistant/protocol";
import { LockKeyhole, Reply, SendHorizontal } from "lucide-react";
import { type KeyboardEvent, type RefObject, useId } from "react";
import { visitorName } from "../../lib/text/people.ts";
import { Button } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";
import { Kbd } from "../ui/kbd.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { useHydrated } from "../ui/use-hydrated.ts";
import type { Composer as ComposerState } from "./use-composer.ts";

type ComposerProps = {
	composer: ComposerState;
	conversation: TeamConversation;
	field: RefObject<HTMLTextAreaElement | null>;
	onLeave: () => void;
};

const MODES = [
	{ value: "public", label: "Reply", icon: <Reply className="size-3.5" aria-hidden="true" /> },
	{
		value: "private",
		label: "Note",
		icon: <LockKeyhole className="size-3.5" aria-hidden="true" />,
	},
] as const;

/** Where an agent writes: to the visitor, or, in another colour, for the team alone. */
export function Composer({ composer, conversation, field, onLeave }: ComposerProps) {
	const { visibility, setVisibility, text, setText, send } = composer;
	const hint = useId();
	const isHydrated = useHydrated();
	const isNote = visibility === "private";
	const over = text.length - MESSAGE_MAX_LENGTH;

	function press(event: KeyboardEvent<HTMLTextAreaElement>) {
		// While a word is being composed, Enter and Escape belong to the input method.
		if (event.nativeEvent.isComposing) return;
		if (event.key === "Escape") {
			event.stopPropagation();
			onLeave();
		}
		if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
		event.preventDefault();
		send?.();
	}

	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				send?.();
			}}
			className="mx-auto w-full max-w-190 px-3 pb-3 sm:px-4 sm:pb-4"
		>
			{conversation.isVisitorBlocked && !isNote && (
				<p className="pb-2 text-center text-muted text-xs">
					This visitor is blocked and won't see a reply.
				</p>
			)}
			<div
				data-mode={isNote ? "note" : "reply"}
				className={cx(
					"rounded-xl border shadow-card transition-colors focus-within:outline-2 focus-within:outline-offset-0",
					isNote
						? "border-note-line bg-note focus-within:outline-note-line"
						: "border-line-strong bg-surface focus-within:outline-accent/40",
				)}
			>
				<textarea
					ref={field}
					value={text}
					onChange={(event) => setText(event.target.value)}
					onKeyDown={press}
					rows={1}
					readOnly={!isHydrated}
					aria-label={isNote ? "Internal note" : `Reply to ${visitorName(conversation)}`}
					aria-describedby={hint}
					placeholder={
						isNote ? "Only your team sees this" : `Reply to ${visitorName(conversation)}`
					}
					className="scroll-quiet field-sizing-content block max-h-[40dvh] min-h-18 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 text-ink text-lg outline-none sm:text-base"
				/>
				<div className="flex items-center gap-2 px-2 pb-2">
					<Segmented
						label="What to write"
						choices={MODES}
						value={visibility}
						onChange={setVisibility}
					/>
					<p id={hint} className="ml-auto min-w-0 truncate text-2xs text-muted">
						{over > 0 ? (
							<span className="text-danger">{over.toLocaleString()} characters too many</span>
						) : (
							<span className="hidden items-center gap-1 pointer-fine:sm:inline-flex">
								<Kbd>Enter</Kbd> sends, <Kbd>Shift Enter</Kbd> starts a line
							</span>
						)}
					</p>
					<Button type="submit" variant="primary" size="small" disabled={send === null}>
						{isNote ? "Add note" : "Send"}
						{isNote ? null : <SendHorizontal className="size-3.5" aria-hidden="true" />}
					</Button>
				</div>
			</div>
		</form>
	);
}
