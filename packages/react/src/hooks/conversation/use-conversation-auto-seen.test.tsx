// @vitest-environment jsdom
import { act } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFakeClient, type FakeClient } from "../../testing/fake-client.ts";
import { renderHookWithin } from "../../testing/render.tsx";
import { aConversation, fromAda, aConversationId as id } from "../../testing/story.ts";
import { useConversationAutoSeen } from "./use-conversation-auto-seen.ts";

let client: FakeClient;
let hasFocus: boolean;

beforeEach(() => {
	vi.useFakeTimers();
	hasFocus = true;
	vi.spyOn(document, "hasFocus").mockImplementation(() => hasFocus);
	client = createFakeClient();
	client.changeConversation(id, { conversation: aConversation({ unreadCount: 1 }) });
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

function look(options: { enabled?: boolean; isWidgetOpen?: boolean } = {}) {
	const lastTimelineItem = fromAda("Hello");
	return renderHookWithin(
		() => useConversationAutoSeen({ client, conversationId: id, lastTimelineItem, ...options }),
		{ client },
	);
}
const wait = (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds));
const marks = () => client.callsOf("markRead");
function turnAway() {
	hasFocus = false;
	act(() => void window.dispatchEvent(new Event("blur")));
}

describe("what has been seen", () => {
	it("is what was looked at for two seconds", () => {
		look();
		wait(1_999);
		expect(marks()).toEqual([]);

		wait(1);
		expect(marks()).toEqual([[id]]);
	});

	it("is not what stood behind another window, until somebody comes back to it", () => {
		look();
		wait(1_500);
		turnAway();
		wait(10_000);
		expect(marks()).toEqual([]);

		hasFocus = true;
		act(() => void window.dispatchEvent(new Event("focus")));
		wait(2_000);
		expect(marks()).toEqual([[id]]);
	});

	it.each([{ enabled: false }, { isWidgetOpen: false }])("is nothing with %o", (options) => {
		look(options);
		wait(10_000);

		expect(marks()).toEqual([]);
	});

	it("is not marked when nothing was unread", () => {
		client.changeConversation(id, { conversation: aConversation({ unreadCount: 0 }) });
		look();
		wait(2_000);

		expect(marks()).toEqual([]);
	});
});
