// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { SUPPORT_STORE_KEY } from "../hooks/state/support-store.ts";
import { createFakeClient } from "../testing/fake-client.ts";
import { renderWithin } from "../testing/render.tsx";
import {
	aConversation,
	aConversationId,
	ada,
	anEvent,
	fromAda,
	fromVera,
} from "../testing/story.ts";
import { Support } from "./support.tsx";

describe("the widget's elements", () => {
	it("all have a class of ours, first, which holds them against a page's resets", async () => {
		localStorage.setItem(
			SUPPORT_STORE_KEY,
			`{"config":{"isOpen":true,"size":"normal"},"navigation":{"current":{"page":"CONVERSATION","params":{"conversationId":"${aConversationId}"}},"previousPages":[]}}`,
		);
		const client = createFakeClient();
		client.changeConversation(aConversationId, {
			conversation: aConversation({ status: "resolved" }),
			items: [fromVera("Hello"), fromAda("Plain"), anEvent("resolved")],
			typists: [{ actorId: ada.id, actorName: "Ada" }],
			connection: "offline",
			hasOlder: true,
		});
		renderWithin(<Support />, { client });
		await screen.findByRole("dialog");

		const all = [...(document.querySelector(".cossistant")?.querySelectorAll("*") ?? [])];
		const bare = all.filter((element) => !/^co-/.test(element.getAttribute("class") ?? ""));
		expect(bare.filter((element) => !element.closest(".co-words")).map((e) => e.outerHTML)).toEqual(
			[],
		);
		expect(all.length).toBeGreaterThan(40);
	});
});
