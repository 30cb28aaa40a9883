// @vitest-environment jsdom
import { act } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { createFakeClient } from "../../testing/fake-client.ts";
import { renderHookWithin } from "../../testing/render.tsx";
import {
	aConversation,
	acme,
	ada,
	fromAda,
	fromVera,
	aConversationId as id,
	vera,
} from "../../testing/story.ts";
import { useConversation } from "./use-conversation.ts";
import { useConversationLifecycle } from "./use-conversation-lifecycle.ts";
import { useConversationPreview } from "./use-conversation-preview.ts";
import { useConversationSeen } from "./use-conversation-seen.ts";
import { useConversationTimeline } from "./use-conversation-timeline.ts";
import { useConversationTimelineItems } from "./use-conversation-timeline-items.ts";
import { useConversationTyping } from "./use-conversation-typing.ts";
import { useConversations } from "./use-conversations.ts";
import { useCreateConversation } from "./use-create-conversation.ts";
import { useDefaultMessages } from "./use-default-messages.ts";
import { useSendMessage } from "./use-send-message.ts";

const read = {
	readerType: "user" as const,
	readerId: ada.id,
	upto: 99_999,
	messageCount: 1,
	readAt: "2025-05-12T09:00:00Z",
};

describe("useConversation", () => {
	it("keeps a conversation in step while mounted", () => {
		const client = createFakeClient();
		const { result, unmount } = renderHookWithin(() => useConversation(id), { client });
		expect(client.running.watchConversation).toBe(1);

		const conversation = aConversation({ title: "Parcel" });
		act(() => client.changeConversation(id, { conversation }));
		expect(result.current).toEqual({ conversation, isLoading: false, error: null });

		unmount();
		expect(client.running.watchConversation).toBe(0);
	});

	it.each([null, "__pending__"])("watches nothing for %s", (conversationId) => {
		const { client, result } = renderHookWithin(() => useConversation(conversationId));

		expect(client.callsOf("watchConversation")).toEqual([]);
		expect(result.current.conversation).toBeNull();
	});

	it("watches nothing while it is not enabled", () => {
		const { client } = renderHookWithin(() => useConversation(id, { enabled: false }));

		expect(client.callsOf("watchConversation")).toEqual([]);
	});
});

describe("useConversationTimelineItems", () => {
	it("tells the items, and loads older ones from where they end", async () => {
		const client = createFakeClient();
		const items = [fromAda("Hello", { order: 51 })];
		client.changeConversation(id, { items, hasOlder: true });
		const { result } = renderHookWithin(() => useConversationTimelineItems(id), { client });
		expect(result.current).toMatchObject({ items, hasNextPage: true, nextCursor: 51 });

		await result.current.fetchNextPage();
		await result.current.refetch();
		expect(client.callsOf("loadOlder")).toEqual([[id]]);
		expect(client.callsOf("conversations.get")).toEqual([[id]]);

		act(() => client.changeConversation(id, { hasOlder: false }));
		expect(result.current.nextCursor).toBeNull();
	});
});

describe("useConversations", () => {
	it("keeps the list in step while mounted", async () => {
		const client = createFakeClient();
		client.changeList({ conversations: [aConversation()], hasMore: true });
		const { result } = renderHookWithin(() => useConversations(), { client });
		expect(result.current.conversations).toHaveLength(1);
		expect(result.current.pagination.hasMore).toBe(true);
		expect(client.running.watchConversationList).toBe(2);

		await result.current.pagination.loadMore();
		await result.current.refetch();
		expect(client.callsOf("loadMoreConversations")).toHaveLength(1);
		expect(client.callsOf("conversations.list")).toHaveLength(1);
	});

	it("leaves the list alone while it is not enabled", () => {
		const { client } = renderHookWithin(() => useConversations({ enabled: false }));

		expect(client.running.watchConversationList).toBe(1);
	});
});

describe("what a timeline draws", () => {
	it("is grouped, with who has read it and who types", () => {
		const client = createFakeClient();
		const mine = fromVera("Hello");
		client.changeConversation(id, {
			conversation: aConversation({ reads: [read] }),
			items: [mine, fromAda("Hi")],
			typists: [{ actorId: ada.id, actorName: "Ada" }],
		});
		const { result } = renderHookWithin(
			() => ({
				timeline: useConversationTimeline({ conversationId: id }),
				typing: useConversationTyping(id),
				seen: useConversationSeen(id),
			}),
			{ client },
		);

		const { timeline, typing, seen } = result.current;
		expect(timeline.groupedItems.map(({ kind }) => kind)).toEqual(["day", "group", "group"]);
		expect(timeline.lastSeen).toEqual({ itemId: mine.id, readerIds: [ada.id] });
		expect(timeline.typingParticipants).toEqual(typing);
		expect(typing).toEqual([{ actorId: ada.id, actorName: "Ada" }]);
		expect(seen).toEqual([read]);
	});
});

describe("useConversationPreview", () => {
	const conversation = aConversation({
		title: "Parcel",
		participants: [{ id: ada.id, type: "user", name: ada.name, image: null }],
		lastItem: fromAda("On its way", { createdAt: "2025-05-12T09:30:00Z" }),
	});

	it("tells what a list shows", () => {
		const { client, result } = renderHookWithin(() => useConversationPreview({ conversation }));
		expect(result.current).toMatchObject({
			title: "Parcel",
			lastMessage: {
				text: "On its way",
				isFromVisitor: false,
				senderName: ada.name,
				createdAt: new Date("2025-05-12T09:30:00Z"),
			},
			assignedAgent: { id: ada.id },
			typing: { isTyping: false, label: null },
		});

		const typists = [{ actorId: ada.id, actorName: "Ada" }];
		act(() => client.changeConversation(conversation.id, { typists }));
		expect(result.current.typing).toEqual({
			isTyping: true,
			names: ["Ada"],
			label: "Ada is typing…",
		});
	});

	it("has a title for a conversation without one", () => {
		const { result } = renderHookWithin(() =>
			useConversationPreview({ conversation: aConversation() }),
		);

		expect(result.current).toMatchObject({ title: "Conversation", lastMessage: null });
	});
});

describe("useDefaultMessages", () => {
	it("are said by whom they name, else by the first of their kind, else by the team", () => {
		const website = { ...acme, availableAIAgents: [{ id: "ai", name: "Bot", image: null }] };
		const client = createFakeClient({ phase: "ready", website, visitor: vera });
		const { result } = renderHookWithin(() => useDefaultMessages(id), {
			client,
			defaultMessages: [
				{ content: "named", senderType: "team_member", senderId: "grace" },
				{ content: "first", senderType: "team_member" },
				{ content: "machine", senderType: "ai" },
				{ text: "as the documents write it" },
			],
		});

		expect(result.current.map(({ text, userId, aiAgentId }) => [text, userId, aiAgentId])).toEqual([
			["named", "grace", null],
			["first", ada.id, null],
			["machine", null, "ai"],
			["as the documents write it", ada.id, null],
		]);
	});
});

describe("useConversationLifecycle", () => {
	it("follows a conversation from before its first message", () => {
		const onConversationCreated = vi.fn();
		const { result } = renderHookWithin(() => useConversationLifecycle({ onConversationCreated }));
		expect(result.current).toMatchObject({
			conversationId: "__pending__",
			isPending: true,
			realConversationId: null,
			isNewConversation: true,
		});

		act(() => result.current.setConversationId(id));
		expect(result.current).toMatchObject({ isPending: false, realConversationId: id });
		expect(onConversationCreated).toHaveBeenCalledWith(id);
	});
});

describe("acts", () => {
	it("send and create, and tell how they stand", async () => {
		const { client, result } = renderHookWithin(() => ({
			send: useSendMessage(),
			create: useCreateConversation(),
		}));
		await act(async () => {
			await result.current.send.mutateAsync({ conversationId: id, message: "Hi" });
			result.current.create.mutate({ text: "Hello" });
		});

		expect(client.callsOf("sendMessage")).toEqual([[id, { text: "Hi" }]]);
		expect(client.callsOf("conversations.create")).toEqual([[{ text: "Hello" }]]);
		expect(result.current.send).toMatchObject({ isPending: false, error: null });
	});

	it("tell what went wrong until they are reset", async () => {
		const { client, result } = renderHookWithin(useSendMessage);
		client.sending = "fails";
		await act(async () => result.current.mutate({ conversationId: id, message: "Hi" }));
		expect(result.current.error).toMatchObject({ code: "unavailable" });
		await act(() =>
			expect(
				result.current.mutateAsync({ conversationId: id, message: "Hi" }),
			).rejects.toMatchObject({ code: "unavailable" }),
		);

		act(() => result.current.reset());
		expect(result.current.error).toBeNull();
	});
});
