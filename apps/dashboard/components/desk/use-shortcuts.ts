"use client";

import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { type Binding, createKeymap } from "../../lib/keys/keymap.ts";
import type { ListCursor } from "../list/use-list-cursor.ts";
import type { Navigation } from "./use-place.ts";

/** What the open conversation lets keys do; it fills this in while it is there. */
export type ScreenCommands = {
	current: {
		reply(): void;
		note(): void;
		toggleStatus(): void;
		facts(): void;
		leave(): void;
	} | null;
};

/** The keys of the desk. */
export function useShortcuts({
	go,
	cursor,
	help,
	isOpen,
}: {
	go: Navigation["go"];
	cursor: ListCursor;
	help: () => void;
	isOpen: boolean;
}): { bindings: readonly Binding[]; screen: ScreenCommands } {
	const screen = useRef<ScreenCommands["current"]>(null);
	const bindings: readonly Binding[] = [
		{ keys: "j", label: "Next conversation", run: () => cursor.move(1) },
		{ keys: "k", label: "Previous conversation", run: () => cursor.move(-1) },
		{ keys: "ArrowDown", label: "Next conversation", run: () => cursor.move(1) },
		{ keys: "ArrowUp", label: "Previous conversation", run: () => cursor.move(-1) },
		{ keys: "r", label: "Reply", run: () => screen.current?.reply() },
		{ keys: "n", label: "Write an internal note", run: () => screen.current?.note() },
		{ keys: "e", label: "Resolve or reopen", run: () => screen.current?.toggleStatus() },
		{ keys: "i", label: "About the visitor", run: () => screen.current?.facts() },
		{ keys: "Escape", label: "Back to the list", run: () => screen.current?.leave() },
		{ keys: "g o", label: "Go to open", run: () => go({ view: "open", conversationId: null }) },
		{
			keys: "g r",
			label: "Go to resolved",
			run: () => go({ view: "resolved", conversationId: null }),
		},
		{ keys: "?", label: "Keyboard shortcuts", run: help },
	];
	usePresses(isOpen ? bindings : bindings.filter(({ keys }) => !NEEDS_SCREEN.has(keys)));
	return { bindings, screen };
}

const NEEDS_SCREEN = new Set(["r", "n", "e", "i", "Escape"]);

function usePresses(bindings: readonly Binding[]): void {
	const latest = useRef(bindings);
	useLayoutEffect(() => {
		latest.current = bindings;
	});

	const keymap = useMemo(() => createKeymap({ now: Date.now, bindings: () => latest.current }), []);

	useEffect(() => {
		function press(event: KeyboardEvent) {
			// A dialog has the keys to itself.
			if (document.querySelector("[role=dialog]") === null) keymap.press(event);
		}
		document.addEventListener("keydown", press);
		return () => document.removeEventListener("keydown", press);
	}, [keymap]);
}
