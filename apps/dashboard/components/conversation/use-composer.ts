"use client";

import { MESSAGE_MAX_LENGTH, type Visibility } from "@cossistant/protocol";
import { useEffect, useState } from "react";
import { useDesk } from "../desk/desk-context.tsx";

export type Composer = ReturnType<typeof useComposer>;

/** What is being written in one conversation. A reply and a note are two drafts; each is kept. */
export function useComposer(conversationId: string) {
	const { drafts, conversation, send: put } = useDesk();
	const [visibility, setVisibility] = useState<Visibility>("public");
	const [texts, setTexts] = useState({ public: "", private: "" });
	const text = texts[visibility];
	const { typing } = conversation(conversationId);

	// After the first paint: the server that rendered it knows nothing of this browser's drafts.
	useEffect(() => {
		setTexts({
			public: drafts.get({ conversationId, visibility: "public" }),
			private: drafts.get({ conversationId, visibility: "private" }),
		});
	}, [drafts, conversationId]);

	function write(next: string, where: Visibility): void {
		setTexts((now) => ({ ...now, [where]: next }));
		drafts.set({ conversationId, visibility: where }, next);
	}

	function setText(next: string): void {
		write(next, visibility);
		// A visitor is told of replies, never of notes.
		if (visibility === "private") return;
		if (next.trim() === "") typing.stop();
		else typing.key();
	}

	function send(): void {
		put(conversationId, { text: text.trim(), visibility });
		write("", visibility);
	}

	const canSend = text.trim() !== "" && text.length <= MESSAGE_MAX_LENGTH;
	return {
		visibility,
		setVisibility,
		text,
		setText,
		send: canSend ? send : null,
		/** Puts a text back, before what stands there already. */
		putBack(back: string, where: Visibility) {
			setVisibility(where);
			const now = texts[where];
			write(now === "" ? back : `${back}\n${now}`, where);
		},
	};
}
