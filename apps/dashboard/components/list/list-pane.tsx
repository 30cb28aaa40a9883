"use client";

import type { TeamConversation } from "@cossistant/protocol";
import { Menu } from "lucide-react";
import type { RefObject } from "react";
import { usePart } from "../../lib/live/use-store.ts";
import { useDesk } from "../desk/desk-context.tsx";
import type { Navigation } from "../desk/use-place.ts";
import { cx } from "../ui/cx.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { ConnectionStrip } from "./connection-strip.tsx";
import { ConversationList } from "./conversation-list.tsx";

type ListPaneProps = {
	navigation: Navigation;
	rows: readonly TeamConversation[];
	scroller: RefObject<HTMLDivElement | null>;
	onMenu: () => void;
	className: string;
};

/** The list of a view under its name. */
export function ListPane({ navigation, rows, scroller, onMenu, className }: ListPaneProps) {
	const { inbox } = useDesk();
	const counts = usePart(inbox, (state) => state.counts);
	const { view } = navigation.place;
	return (
		<section aria-label="Conversations" className={cx("min-h-0 flex-col", className)}>
			<header className="flex h-14 shrink-0 items-center gap-1.5 px-2 md:px-4.5">
				<IconButton label="Menu" className="lg:hidden md:-ml-2.5" onClick={onMenu}>
					<Menu className="size-4.5" aria-hidden="true" />
				</IconButton>
				<h1 className="font-semibold text-base text-ink">
					{view === "open" ? "Open" : "Resolved"}
				</h1>
				<span className="text-faint text-sm tabular-nums">{counts?.[view]}</span>
				{view === "open" && (counts?.unread ?? 0) > 0 && (
					<span className="ml-auto rounded-full bg-accent-soft px-2 py-0.5 font-medium text-2xs text-accent-ink tabular-nums">
						{counts?.unread} unread
					</span>
				)}
			</header>
			<ConnectionStrip />
			<ConversationList rows={rows} navigation={navigation} scroller={scroller} />
		</section>
	);
}
