// @vitest-environment jsdom
import { type ConversationState, SupportError } from "@cossistant/core";
import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SUPPORT_STORE_KEY } from "../../hooks/state/support-store.ts";
import { createFakeClient, type FakeClient } from "../../testing/fake-client.ts";
import { renderWithin } from "../../testing/render.tsx";
import {
	aConversation,
	ada,
	anEvent,
	anItem,
	fromAda,
	fromVera,
	aConversationId as id,
	vera,
} from "../../testing/story.ts";
import { Support } from "../support.tsx";

afterEach(() => vi.useRealTimers());

const part = { id: ada.id, type: "user" as const, name: ada.name, image: null };
const conversation = aConversation({ participants: [part] });

/** Opens the widget on a conversation, as after a reload. */
async function open(
	state: Partial<ConversationState>,
	{
		client = createFakeClient(),
		conversationId = id,
	}: { client?: FakeClient; conversationId?: string } = {},
) {
	localStorage.setItem(
		SUPPORT_STORE_KEY,
		JSON.stringify({
			config: { isOpen: true, size: "normal" },
			navigation: {
				current: { page: "CONVERSATION", params: { conversationId } },
				previousPages: [{ page: "HOME" }],
			},
		}),
	);
	client.changeConversation(conversationId, { conversation, ...state });
	const rendered = renderWithin(<Support />, { client });
	await screen.findByRole("dialog");
	// The window arrives outside of act: its subscriptions may still be on their way.
	await act(async () => {});
	return rendered;
}
const composer = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Your message" });
const log = () => screen.getByRole("log", { name: "Messages" });
const messages = () => screen.getAllByRole("article").map(({ textContent }) => textContent);

describe("a first message", () => {
	it("starts the conversation without taking the focus from whoever writes", async () => {
		const { client } = renderWithin(<Support defaultMessages={[{ text: "Hi there" }]} />);
		await userEvent.click(await screen.findByRole("button", { name: "Open support" }));
		await userEvent.click(await screen.findByRole("button", { name: "Ask a question" }));
		expect(messages()).toEqual(["Hi there"]);

		const box = composer();
		await userEvent.type(box, "Hello{Enter}");
		expect(messages()).toEqual(["Hi there", "Hello"]);
		expect(document.activeElement).toBe(box);
		expect(composer()).toBe(box);
		expect(box.value).toBe("");

		await userEvent.type(box, "Anybody?{Enter}");
		const [first, second] = client.callsOf("sendMessage");
		expect(second?.[0]).toBe(first?.[0]);
	});

	it("is a quick option when one is chosen", async () => {
		const { client } = renderWithin(<Support quickOptions={["Prices?"]} />);
		await userEvent.click(await screen.findByRole("button", { name: "Open support" }));
		await userEvent.click(await screen.findByRole("button", { name: "Prices?" }));

		expect(messages()).toEqual(["Prices?"]);
		expect(client.callsOf("sendMessage")).toHaveLength(1);
	});
});

describe("a conversation", () => {
	it("names whom the visitor talks to, and who is really there", async () => {
		await open({});

		expect(screen.getByRole("heading", { name: "Ada Lovelace" })).toBeTruthy();
		expect(screen.getByText("Ada is online")).toBeTruthy();
	});

	it("tells that nobody is there when nobody was heard of for five minutes", async () => {
		const client = createFakeClient();
		const website = client.session.get().website;
		if (website) {
			const lastSeenAt = new Date(Date.now() - 5 * 60_000 - 1).toISOString();
			const availableHumanAgents = [{ ...ada, lastSeenAt }];
			client.setSession({
				phase: "ready",
				website: { ...website, availableHumanAgents },
				visitor: vera,
			});
		}
		await open({}, { client });

		expect(screen.getByText("Away, replies by message")).toBeTruthy();
	});

	it("shows new messages as they come", async () => {
		const { client } = await open({ items: [fromVera("Hello")] });
		act(() =>
			client.changeConversation(id, { items: [fromVera("Hello"), fromAda("Hi **Vera**")] }),
		);

		expect(messages()).toEqual(["Hello", "Hi Vera"]);
		expect(log().getAttribute("aria-live")).toBe("polite");
	});

	it("tells events in quiet lines", async () => {
		await open({
			items: [
				anEvent("participant_joined"),
				anEvent("reopened", { userId: null, visitorId: vera.id }),
			],
		});

		expect(messages()).toEqual([
			"Ada Lovelace joined the conversation",
			"You reopened the conversation",
		]);
	});

	it("tells an event that a newer server has made up", async () => {
		await open({ items: [anEvent("dreamt" as "resolved")] });

		expect(messages()).toEqual(["Ada Lovelace changed the conversation"]);
	});

	it("shows who types, to ears too", async () => {
		await open({ items: [fromVera("Hello")], typists: [{ actorId: ada.id, actorName: "Ada" }] });

		expect(within(log()).getByText("Ada is typing…")).toBeTruthy();
	});

	it("tells the team that the visitor types, until it is sent", async () => {
		const { client } = await open({ items: [fromAda("Hi")] });
		await userEvent.type(composer(), "Hm{Enter}");

		expect(client.callsOf("setTyping")).toEqual([
			[id, "H"],
			[id, "Hm"],
			[id, null],
		]);
	});

	it("marks what the team has read, and only the newest of it", async () => {
		const items = [fromVera("One", { order: 1 }), fromVera("Two", { order: 2 })];
		const reads = [
			{
				readerType: "user" as const,
				readerId: ada.id,
				upto: 1,
				messageCount: 1,
				readAt: "2025-05-12T09:00:00Z",
			},
		];
		const { client } = await open({ items, conversation: { ...conversation, reads } });
		expect(screen.getAllByText("Seen")).toHaveLength(1);
		expect(screen.getByText("Seen").title).toBe("Seen by Ada Lovelace");

		const read = { ...reads[0], upto: 2 } as (typeof reads)[0];
		act(() => client.changeConversation(id, { conversation: { ...conversation, reads: [read] } }));
		expect(screen.getAllByText("Seen")).toHaveLength(1);
	});

	it("says that it is resolved, and that writing reopens it", async () => {
		await open({ items: [fromAda("Done")], conversation: { ...conversation, status: "resolved" } });

		expect(
			screen.getByText("This conversation is resolved. Write again to reopen it."),
		).toBeTruthy();
		expect(composer().disabled).toBe(false);
	});

	it("leaves a mark where a message was deleted, and says what was edited", async () => {
		const when = "2025-05-12T09:05:00Z";
		await open({
			items: [
				anItem({ text: null, userId: ada.id, deletedAt: when }),
				fromAda("New", { editedAt: when }),
			],
		});

		expect(messages()).toEqual(["This message was deleted", "New"]);
		expect(screen.getByText("Edited")).toBeTruthy();
	});

	it("keeps what is typed for the next time", async () => {
		const client = createFakeClient();
		const { unmount } = await open({ items: [fromAda("Hi")] }, { client });
		await userEvent.type(composer(), "Half a th");
		unmount();
		await open({}, { client });

		expect(composer().value).toBe("Half a th");
	});

	it("loads older messages when the reader comes to the oldest", async () => {
		const { client } = await open({ items: [fromAda("Hi")], hasOlder: true });
		fireEvent.scroll(log());

		expect(client.callsOf("loadOlder")).toContainEqual([id]);
	});

	it("leads back to the latest message, and counts what has come meanwhile", async () => {
		const items = [fromAda("Hi")];
		const { client } = await open({ items });
		Object.defineProperties(log(), { scrollHeight: { value: 900 }, clientHeight: { value: 100 } });
		log().scrollTo = vi.fn();
		fireEvent.scroll(log(), { target: { scrollTop: 100 } });
		const jump = screen.getByRole("button", { name: "Jump to latest" });

		act(() =>
			client.changeConversation(id, { items: [...items, fromAda("New"), fromVera("Mine")] }),
		);
		expect(jump.textContent).toBe("1 new message");

		await userEvent.click(jump);
		expect(log().scrollTo).toHaveBeenCalledWith({ top: 900 });
	});

	it("shows the visitor what they have just sent, wherever they were reading", async () => {
		const { client } = await open({ items: [fromAda("Hi")] });
		client.sending = "hold";
		Object.defineProperties(log(), { scrollHeight: { value: 900 }, clientHeight: { value: 100 } });
		fireEvent.scroll(log(), { target: { scrollTop: 100 } });
		await userEvent.type(composer(), "Hello{Enter}");

		expect(log().scrollTop).toBe(900);
	});

	it("goes back to where the visitor came from", async () => {
		await open({});
		await userEvent.click(screen.getByRole("button", { name: "Back" }));

		expect(screen.getByRole("button", { name: "Ask a question" })).toBeTruthy();
	});
});

it("says that a message waits because there were too many", async () => {
	const heldBack = new SupportError("rate_limited", "x", { retryAfterSeconds: 12 });
	const delivery = { state: "sending", heldBack } as const;
	const behind = { state: "sending" } as const;
	const items = [
		fromVera("Hello", { id: "m1", order: 0, delivery }),
		fromVera("And one more", { id: "m2", order: 0, delivery: behind }),
	];
	await open({ items });

	expect(screen.getByText(/Too many messages at once.* in 12 s\./)).toBeTruthy();
});

describe("a message that was not sent", () => {
	async function fail(error: SupportError) {
		const item = fromVera("Hello", { id: "m1", order: 0, delivery: { state: "failed", error } });
		const rendered = await open({ items: [item] });
		return { ...rendered, alert: screen.getByRole("alert") };
	}
	const unavailable = new SupportError("unavailable", "The service can't be reached.");

	it.each([
		[unavailable, "Not sent."],
		[new SupportError("message_too_long", "x"), "Not sent: the message is too long."],
		[new SupportError("visitor_blocked", "x"), "Not sent. You can’t write to this team."],
		[
			new SupportError("rate_limited", "x", { retryAfterSeconds: 30 }),
			"Not sent: too many messages at once. Try again in 30 s.",
		],
	])("says why", async (error, words) => {
		const { alert } = await fail(error);

		expect(within(alert).getByText(words)).toBeTruthy();
	});

	it("stays, and is sent again when asked", async () => {
		const { client, alert } = await fail(unavailable);
		await userEvent.click(within(alert).getByRole("button", { name: "Retry" }));

		expect(client.callsOf("retryMessage")).toEqual([["m1"]]);
		expect(screen.queryByRole("alert")).toBeNull();
		expect(messages()).toEqual(["Hello"]);
	});

	it("goes back into the composer when discarded", async () => {
		const { alert } = await fail(unavailable);
		await userEvent.click(within(alert).getByRole("button", { name: "Discard" }));

		expect(screen.queryAllByRole("article")).toEqual([]);
		expect(composer().value).toBe("Hello");
	});

	it("tells while it is on its way", async () => {
		await open({ items: [fromVera("Hello", { order: 0, delivery: { state: "sending" } })] });

		expect(screen.getByText("Sending…")).toBeTruthy();
	});
});

describe("the composer", () => {
	it("sends by its button, which waits for something to say", async () => {
		const { client } = await open({ items: [fromAda("Hi")] });
		const send = screen.getByRole<HTMLButtonElement>("button", { name: "Send message" });
		expect(send.disabled).toBe(true);

		await userEvent.type(composer(), "Hello");
		await userEvent.click(send);
		expect(client.callsOf("sendMessage")[0]?.[1]).toEqual({ text: "Hello" });
		expect(document.activeElement).toBe(composer());
	});

	it("says how much is too much", async () => {
		await open({ items: [fromAda("Hi")] });
		fireEvent.change(composer(), { target: { value: "x".repeat(10_002) } });

		expect(screen.getByText("2 characters too many")).toBeTruthy();
		expect(composer().getAttribute("aria-invalid")).toBe("true");
		expect(screen.getByRole<HTMLButtonElement>("button", { name: "Send message" }).disabled).toBe(
			true,
		);
	});
});

describe("the connection", () => {
	it("is spoken of when there is no network, and not while polling does", async () => {
		const { client } = await open({ connection: "polling", items: [fromAda("Hi")] });
		expect(screen.queryByText(/offline|Reconnecting/)).toBeNull();

		act(() => client.changeConversation(id, { connection: "offline" }));
		expect(screen.getByText("You’re offline. Messages are sent once you’re back.")).toBeTruthy();
	});

	it("is spoken of when it takes long to come back", async () => {
		const { client } = await open({ connection: "live", items: [fromAda("Hi")] });
		vi.useFakeTimers();
		act(() => client.changeConversation(id, { connection: "connecting" }));
		act(() => vi.advanceTimersByTime(3_999));
		expect(screen.queryByText("Reconnecting…")).toBeNull();

		act(() => vi.advanceTimersByTime(1));
		expect(screen.getByText("Reconnecting…")).toBeTruthy();

		act(() => client.changeConversation(id, { connection: "live" }));
		expect(screen.queryByText("Reconnecting…")).toBeNull();
	});
});

describe("a conversation that can't be shown", () => {
	it("is waited for", async () => {
		await open({ conversation: null, isLoading: true });

		expect(screen.getByRole("status", { name: "Loading messages…" })).toBeTruthy();
	});

	it.each([
		["conversation_not_found", "This conversation is no longer here."],
		["unavailable", "The messages can’t be loaded right now."],
	] as const)("says why: %s", async (code, words) => {
		const { client } = await open({ conversation: null, error: new SupportError(code, "x") });
		expect(screen.getByRole("alert").textContent).toContain(words);

		await userEvent.click(screen.getByRole("button", { name: "Try again" }));
		expect(client.callsOf("conversations.get")).toEqual([[id]]);
	});
});
