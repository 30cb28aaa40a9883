"use client";

import type { TeamConversation } from "@cossistant/protocol";
import { ArrowLeft, CircleCheck, CircleDot, PanelRight, RotateCcw } from "lucide-react";
import type { RefObject } from "react";
import type { ConversationState } from "../../lib/live/team-timeline.ts";
import { visitorName } from "../../lib/text/people.ts";
import { VerifiedMark } from "../facts/verified-mark.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";

type HeaderProps = {
	state: ConversationState;
	conversation: TeamConversation;
	heading: RefObject<HTMLHeadingElement | null>;
	onBack: () => void;
	onToggleStatus: () => void;
	onFacts: () => void;
};

/** Who this is with, how it stands, and the one act that ends it. */
export function ConversationHeader(props: HeaderProps) {
	const { conversation, state, heading } = props;
	const name = visitorName(conversation);
	const isOpen = conversation.status === "open";
	return (
		<header className="flex h-14 shrink-0 items-center gap-2 border-b px-2 sm:px-4">
			<IconButton
				label="Back to the list"
				shortcut="Esc"
				className="md:hidden"
				onClick={props.onBack}
			>
				<ArrowLeft className="size-4.5" aria-hidden="true" />
			</IconButton>
			<Avatar
				id={conversation.visitorId}
				name={name}
				image={conversation.visitorImage}
				className="size-8 text-xs"
			/>
			<div className="min-w-0 flex-1 pl-0.5">
				<h2
					ref={heading}
					tabIndex={-1}
					className="truncate font-semibold text-ink text-sm outline-none"
				>
					{name}
				</h2>
				<p className="flex items-center gap-2.5 text-2xs text-muted">
					<span className="flex items-center gap-1">
						{isOpen ? (
							<CircleDot className="size-3 text-accent" aria-hidden="true" />
						) : (
							<CircleCheck className="size-3 text-success" aria-hidden="true" />
						)}
						{isOpen ? "Open" : "Resolved"}
					</span>
					{state.contact !== null && <VerifiedMark isVerified={state.contact.isVerified} />}
					{conversation.isVisitorBlocked && <span className="text-danger">Blocked</span>}
				</p>
			</div>
			<Button
				variant={isOpen ? "primary" : "secondary"}
				onClick={props.onToggleStatus}
				title={isOpen ? "Resolve (E)" : "Reopen (E)"}
			>
				{isOpen ? (
					<CircleCheck className="size-4" aria-hidden="true" />
				) : (
					<RotateCcw className="size-4" aria-hidden="true" />
				)}
				{isOpen ? "Resolve" : "Reopen"}
			</Button>
			<IconButton
				label="About the visitor"
				shortcut="I"
				className="xl:hidden"
				onClick={props.onFacts}
			>
				<PanelRight className="size-4.5" aria-hidden="true" />
			</IconButton>
		</header>
	);
}
