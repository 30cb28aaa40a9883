"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import type { Place } from "../../lib/desk/place.ts";
import { rowsOf } from "../../lib/live/inbox-picture.ts";
import { useStore } from "../../lib/live/use-store.ts";
import { ConversationScreen } from "../conversation/conversation-screen.tsx";
import { ListPane } from "../list/list-pane.tsx";
import { useListCursor } from "../list/use-list-cursor.ts";
import { ShortcutSheet } from "../shell/shortcut-sheet.tsx";
import { SkipLink } from "../shell/skip-link.tsx";
import { cx } from "../ui/cx.ts";
import { useDesk } from "./desk-context.tsx";
import { NothingOpen } from "./nothing-open.tsx";
import { Sidebar } from "./sidebar.tsx";
import { SidebarDrawer } from "./sidebar-drawer.tsx";
import { useDeskTitle } from "./use-desk-title.ts";
import { useFocusBack } from "./use-focus-back.ts";
import { usePlace } from "./use-place.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** Views, list, conversation and facts side by side where there is room, one at a time where there is not. */
export function Desk({ firstPlace }: { firstPlace: Place }) {
	const { inbox } = useDesk();
	const navigation = usePlace(firstPlace);
	const { place, go, back } = navigation;
	const { view, conversationId } = place;
	const { byId, windows } = useStore(inbox);
	const rows = useMemo(() => rowsOf({ byId, windows }, view), [byId, windows, view]);
	const scroller = useRef<HTMLDivElement>(null);
	const cursor = useListCursor({ rows, scroller, openId: conversationId });
	const [isHelpOpen, setIsHelpOpen] = useState(false);
	const [isDrawerOpen, setIsDrawerOpen] = useState(false);

	useEffect(() => {
		inbox.show(view);
	}, [inbox, view]);
	useDeskTitle(conversationId);
	const { bindings, screen } = useShortcuts({
		go,
		cursor,
		help: () => setIsHelpOpen(true),
		isOpen: conversationId !== null,
	});

	useFocusBack(conversationId, cursor.focus);

	const openHelp = () => setIsHelpOpen(true);
	return (
		<div className="flex h-dvh overflow-hidden">
			<SkipLink />
			<aside aria-label="Navigation" className="hidden w-56 shrink-0 lg:block">
				<Sidebar navigation={navigation} onHelp={openHelp} />
			</aside>
			<main
				id="main"
				className="flex min-w-0 flex-1 overflow-hidden bg-surface lg:my-2 lg:mr-2 lg:rounded-xl lg:border lg:shadow-card"
			>
				{/* On a phone the open conversation hides the list, and the list's heading with it. */}
				{conversationId !== null && <h1 className="sr-only md:hidden">Inbox</h1>}
				<ListPane
					navigation={navigation}
					rows={rows}
					scroller={scroller}
					onMenu={() => setIsDrawerOpen(true)}
					className={cx(
						"w-full min-w-0 shrink-0 md:flex md:w-76 md:border-r xl:w-84",
						conversationId === null ? "flex" : "hidden",
					)}
				/>
				{conversationId === null ? (
					<NothingOpen className="hidden md:flex" />
				) : (
					<ConversationScreen
						key={conversationId}
						conversationId={conversationId}
						commands={screen}
						onLeave={back}
					/>
				)}
			</main>
			<SidebarDrawer open={isDrawerOpen} onOpenChange={setIsDrawerOpen}>
				<Sidebar
					navigation={navigation}
					onHelp={openHelp}
					onNavigate={() => setIsDrawerOpen(false)}
				/>
			</SidebarDrawer>
			<ShortcutSheet open={isHelpOpen} onOpenChange={setIsHelpOpen} bindings={bindings} />
		</div>
	);
}
