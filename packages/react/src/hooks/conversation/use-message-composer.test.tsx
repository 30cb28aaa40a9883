// @vitest-environment jsdom
import { act } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { createFakeClient } from "../../testing/fake-client.ts";
import { renderHookWithin } from "../../testing/render.tsx";
import { aConversationId as id } from "../../testing/story.ts";
import { type UseMessageComposerOptions, useMessageComposer } from "./use-message-composer.ts";

function composer(options: Partial<UseMessageComposerOptions> = {}, client = createFakeClient()) {
	return renderHookWithin(() => useMessageComposer({ client, conversationId: id, ...options }), {
		client,
	});
}

describe("useMessageComposer", () => {
	it("sends what is typed, without what surrounds it, and is empty at once", async () => {
		const onMessageSent = vi.fn();
		const { client, result } = composer({ onMessageSent });
		act(() => result.current.setMessage("  Hello\nthere \n"));
		expect(result.current.canSubmit).toBe(true);

		await act(async () => result.current.submit());

		expect(client.callsOf("sendMessage")).toEqual([[id, { text: "Hello\nthere" }, undefined]]);
		expect(result.current).toMatchObject({ message: "", canSubmit: false, isSubmitting: false });
		expect(onMessageSent).toHaveBeenCalledWith(id, expect.any(String));
	});

	it("sends nothing when there is nothing to say, or too much", () => {
		const { client, result } = composer();
		for (const text of ["", " \n", "x".repeat(10_001)]) {
			act(() => result.current.setMessage(text));
			act(() => result.current.submit());
		}

		expect(client.callsOf("sendMessage")).toEqual([]);
		expect(result.current.excess).toBe(1);
	});

	it("keeps a draft for each conversation", () => {
		const client = createFakeClient();
		const { result } = composer({}, client);
		act(() => result.current.setMessage("Half a th"));

		expect(composer({}, client).result.current.message).toBe("Half a th");
		expect(composer({ conversationId: "other" }, client).result.current.message).toBe("");
		expect(composer({ conversationId: null }, client).result.current.message).toBe("");
	});

	it("changes the draft with the conversation", () => {
		const client = createFakeClient();
		client.saveDraft("c2", "About the other thing");
		let conversationId = id;
		const { result, redraw } = renderHookWithin(
			() => useMessageComposer({ client, conversationId }),
			{ client },
		);
		conversationId = "c2";
		redraw();

		expect(result.current.message).toBe("About the other thing");
	});

	it("tells the team that somebody types, and when they stop or leave", async () => {
		const { client, result, unmount } = composer();
		act(() => result.current.setMessage("He"));
		act(() => result.current.setMessage(""));
		unmount();

		expect(client.callsOf("setTyping")).toEqual([
			[id, "He"],
			[id, null],
			[id, null],
		]);
	});

	it("starts a conversation with its first message, and keeps the greetings on screen", async () => {
		const onConversationStart = vi.fn();
		const greetings = [{ content: "Hi", senderType: "team_member" as const }];
		const { client, result } = composer({ conversationId: null, greetings, onConversationStart });
		act(() => result.current.setMessage("Hello"));
		expect(client.callsOf("setTyping")).toEqual([]);

		await act(async () => result.current.submit());

		const [started] = onConversationStart.mock.calls[0] as [string];
		expect(client.callsOf("sendMessage")).toEqual([[started, { text: "Hello" }, { greetings }]]);
	});

	it("tells that a message was refused, without losing it or what is typed since", async () => {
		const onError = vi.fn();
		const { client, result } = composer({ onError });
		client.sending = "fails";
		act(() => result.current.setMessage("Hello"));
		await act(async () => {
			result.current.submit();
			result.current.setMessage("And more");
		});

		expect(result.current.error).toMatchObject({ code: "unavailable" });
		expect(onError).toHaveBeenCalledWith(result.current.error);
		expect(result.current.message).toBe("And more");
		expect(client.conversation(id).get().items[0]?.delivery.state).toBe("failed");

		act(() => result.current.reset());
		expect(result.current).toMatchObject({ message: "", error: null });
	});

	it("tells while a message is on its way", () => {
		const { client, result } = composer();
		client.sending = "hold";
		act(() => result.current.send("Hello"));

		expect(result.current.isSubmitting).toBe(true);
	});
});
