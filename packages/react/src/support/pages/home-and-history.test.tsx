// @vitest-environment jsdom
import { type ConversationListState, SupportError } from "@cossistant/core";
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { createFakeClient } from "../../testing/fake-client.ts";
import { renderWithin } from "../../testing/render.tsx";
import { aConversation, ada, fromAda, fromVera } from "../../testing/story.ts";
import { Support } from "../support.tsx";

const part = { id: ada.id, type: "user" as const, name: ada.name, image: null };

async function open(list: Partial<ConversationListState>) {
	const client = createFakeClient();
	client.changeList(list);
	const rendered = renderWithin(<Support />, { client });
	await userEvent.click(await screen.findByRole("button", { name: /Open support/ }));
	await screen.findByRole("dialog");
	// The window arrives outside of act: its subscriptions may still be on their way.
	await act(async () => {});
	return rendered;
}
async function openHistory(list: Partial<ConversationListState>) {
	const first = [aConversation({ id: "first" }), aConversation({ id: "second" })];
	const rendered = await open({ conversations: first });
	await userEvent.click(screen.getByRole("button", { name: "All conversations" }));
	rendered.client.changeList({ conversations: [], ...list });
	return rendered;
}

describe("home", () => {
	it("goes on with the open conversation", async () => {
		const lastItem = fromAda("Your **parcel**\n- is here", { createdAt: new Date().toISOString() });
		const { client } = await open({
			conversations: [aConversation({ id: "c1", participants: [part], lastItem, unreadCount: 2 })],
		});
		const card = screen.getByRole("region", { name: "Continue your conversation" });
		const row = within(card).getByRole("button");
		expect(row.textContent).toMatch(/Ada Lovelace .* Ada: Your parcel is here /);
		expect(within(row).getByText("2 unread")).toBeTruthy();

		await userEvent.click(row);
		expect(client.callsOf("watchConversation")).toContainEqual(["c1"]);
	});

	it("leads to the others, and tells what is unread there", async () => {
		await open({
			conversations: [
				aConversation({ id: "c1" }),
				aConversation({ id: "c2", status: "resolved", unreadCount: 3 }),
			],
		});

		expect(screen.getByRole("button", { name: "All conversations 3 unread" })).toBeTruthy();
	});

	it("has no way to what is not there", async () => {
		await open({ conversations: [aConversation()] });

		expect(screen.queryByRole("button", { name: /All conversations/ })).toBeNull();
	});
});

describe("all conversations", () => {
	it("are listed with whom, what was said last, when and how they stand", async () => {
		await openHistory({
			conversations: [
				aConversation({ id: "c1", title: "Parcel", lastItem: fromVera("Where is it?") }),
				aConversation({ id: "c2", status: "resolved", participants: [part] }),
			],
		});
		const rows = await screen.findAllByRole("listitem");

		expect(rows.map((row) => row.textContent)).toEqual([
			expect.stringMatching(/Parcel.*You: Where is it\? $/),
			expect.stringMatching(/Ada Lovelace.*Resolved$/),
		]);
	});

	it("are shown a dozen at a time", async () => {
		await openHistory({
			conversations: Array.from({ length: 15 }, (_, index) => aConversation({ id: `c${index}` })),
		});
		expect(await screen.findAllByRole("listitem")).toHaveLength(12);

		await userEvent.click(screen.getByRole("button", { name: "Show more" }));
		expect(screen.getAllByRole("listitem")).toHaveLength(15);
		expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
	});

	it("are waited for", async () => {
		await openHistory({ isLoading: true });

		expect(await screen.findByRole("status", { name: "Loading conversations…" })).toBeTruthy();
	});

	it("are asked for again when they could not be had", async () => {
		const { client } = await openHistory({ error: new SupportError("unavailable", "x") });
		await screen.findByText("Your conversations can’t be loaded right now.");
		await userEvent.click(screen.getByRole("button", { name: "Try again" }));

		expect(client.callsOf("conversations.list")).toHaveLength(1);
	});

	it("are none for whoever has not written", async () => {
		await openHistory({});

		expect(await screen.findByText("No conversations yet")).toBeTruthy();
	});
});
