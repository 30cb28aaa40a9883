// @vitest-environment jsdom
import { act, render } from "@testing-library/react";
import { StrictMode } from "react";
import { describe, expect, it, vi } from "vitest";
import { createFakeClient } from "../../testing/fake-client.ts";
import { renderHookWithin } from "../../testing/render.tsx";
import { aConversation, fromAda, fromVera, aConversationId as id } from "../../testing/story.ts";
import { SupportProvider } from "../support-provider.tsx";
import { useSupportNavigation } from "../use-support-navigation.ts";
import { useConversationHistoryPage } from "./use-conversation-history-page.ts";
import { useConversationPage } from "./use-conversation-page.ts";
import { useHomePage } from "./use-home-page.ts";

const list = (count: number) =>
	Array.from({ length: count }, (_, index) => aConversation({ id: `c${index}` }));

describe("useHomePage", () => {
	it("finds the open conversation to go on with", () => {
		const client = createFakeClient();
		const open = aConversation({ id: "open" });
		const conversations = [aConversation({ id: "done", status: "resolved" }), open];
		client.changeList({ conversations });
		const { result } = renderHookWithin(() => useHomePage(), { client });

		expect(result.current).toMatchObject({
			lastOpenConversation: open,
			availableConversationsCount: 1,
			hasConversations: true,
		});
	});

	it("goes to conversations and to all of them", () => {
		const { result } = renderHookWithin(() => ({
			home: useHomePage(),
			at: useSupportNavigation(),
		}));

		act(() => result.current.home.startConversation("Prices?"));
		expect(result.current.at.current).toEqual({
			page: "CONVERSATION",
			params: { conversationId: "__pending__", initialMessage: "Prices?" },
		});
		act(() => result.current.home.startConversation());
		expect(result.current.at.params).toEqual({ conversationId: "__pending__" });
		act(() => result.current.home.openConversation(id));
		expect(result.current.at.params).toEqual({ conversationId: id });
		act(() => result.current.home.openConversationHistory());
		expect(result.current.at.page).toBe("CONVERSATION_HISTORY");
	});

	it("leaves the going to handlers it is given", () => {
		const handlers = {
			onStartConversation: vi.fn(),
			onOpenConversation: vi.fn(),
			onOpenConversationHistory: vi.fn(),
		};
		const { result } = renderHookWithin(() => ({
			home: useHomePage(handlers),
			at: useSupportNavigation(),
		}));
		act(() => {
			result.current.home.startConversation("Prices?");
			result.current.home.openConversation(id);
			result.current.home.openConversationHistory();
		});

		expect(handlers.onStartConversation).toHaveBeenCalledWith("Prices?");
		expect(handlers.onOpenConversation).toHaveBeenCalledWith(id);
		expect(handlers.onOpenConversationHistory).toHaveBeenCalledOnce();
		expect(result.current.at.page).toBe("HOME");
	});
});

describe("useConversationHistoryPage", () => {
	it("shows four, then more, then all", () => {
		const client = createFakeClient();
		client.changeList({ conversations: list(30) });
		const { result } = renderHookWithin(() => useConversationHistoryPage(), { client });
		expect(result.current).toMatchObject({ visibleCount: 4, remainingCount: 26, hasMore: true });

		act(() => result.current.showMore());
		expect(result.current.visibleCount).toBe(14);
		act(() => result.current.showAll());
		expect(result.current).toMatchObject({ visibleCount: 30, remainingCount: 0, hasMore: false });
	});

	it("asks the server once what is loaded runs out", () => {
		const client = createFakeClient();
		client.changeList({ conversations: list(12), hasMore: true });
		const { result } = renderHookWithin(
			() => useConversationHistoryPage({ initialVisibleCount: 2 }),
			{ client },
		);
		act(() => result.current.showMore());
		expect(client.callsOf("loadMoreConversations")).toEqual([]);

		act(() => result.current.showMore());
		expect(client.callsOf("loadMoreConversations")).toHaveLength(1);
		expect(result.current.hasMore).toBe(true);
	});
});

describe("useConversationPage", () => {
	it("shows a greeting before anything is written, and starts with the first message", async () => {
		const onConversationIdChange = vi.fn();
		const { client, result } = renderHookWithin(
			() => useConversationPage({ conversationId: "__pending__", onConversationIdChange }),
			{ defaultMessages: [{ text: "Hi there" }] },
		);
		expect(result.current.items.map(({ text }) => text)).toEqual(["Hi there"]);
		expect(result.current).toMatchObject({ isPending: true, hasItems: true });

		act(() => result.current.composer.setMessage("Hello"));
		await act(async () => result.current.composer.submit());
		const greetings = [{ content: "Hi there", senderType: "team_member" }];
		expect(client.callsOf("sendMessage")[0]?.slice(1)).toEqual([{ text: "Hello" }, { greetings }]);
		expect(onConversationIdChange).toHaveBeenCalledOnce();
	});

	it("sends the message it was opened with once, in strict mode too", () => {
		const client = createFakeClient();
		function Page() {
			useConversationPage({ conversationId: "__pending__", initialMessage: "Prices?" });
			return null;
		}
		// Around everything: React doubles effects only where the whole page is strict.
		render(
			<StrictMode>
				<SupportProvider client={client}>
					<Page />
				</SupportProvider>
			</StrictMode>,
		);

		expect(client.callsOf("sendMessage")).toHaveLength(1);
	});

	it("shows no greeting over a conversation that is on its way", () => {
		const client = createFakeClient();
		client.changeConversation(id, { isLoading: true });
		const { result } = renderHookWithin(() => useConversationPage({ conversationId: id }), {
			client,
			defaultMessages: [{ text: "Hi there" }],
		});

		expect(result.current).toMatchObject({ items: [], isLoading: true, hasItems: false });
	});

	it("tells the newest item, and loads older ones and again", () => {
		const client = createFakeClient();
		const items = [fromVera("Hello"), fromAda("Hi")];
		client.changeConversation(id, { items, hasOlder: true });
		const { result } = renderHookWithin(() => useConversationPage({ conversationId: id }), {
			client,
		});
		expect(result.current.lastTimelineItem).toBe(items[1]);

		result.current.loadOlder();
		result.current.refetch();
		expect(client.callsOf("loadOlder")).toEqual([[id]]);
		expect(client.callsOf("conversations.get")).toEqual([[id]]);
	});

	it("puts the words of a discarded message back, but never over others", () => {
		const client = createFakeClient();
		client.changeConversation(id, {
			items: [fromVera("First", { id: "m1" }), fromVera("Second", { id: "m2" })],
		});
		const { result } = renderHookWithin(() => useConversationPage({ conversationId: id }), {
			client,
		});
		act(() => result.current.discardMessage("m1"));
		expect(result.current.composer.message).toBe("First");

		act(() => result.current.discardMessage("m2"));
		expect(result.current.composer.message).toBe("First");
	});

	it("draws items given in place of its own", () => {
		const items = [fromAda("Given")];
		const { result } = renderHookWithin(() => useConversationPage({ conversationId: id, items }));

		expect(result.current.items).toEqual(items);
	});
});
