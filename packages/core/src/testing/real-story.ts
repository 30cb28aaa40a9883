import type { TimelineItem } from "@cossistant/protocol";
import { SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import { stack } from "../../../../supabase/tests/support/stack.ts";
import { openStory, type Story } from "../../../../supabase/tests/support/story.ts";
import type { CossistantClient } from "../client-types.ts";
import { createRealBrowser, type RealBrowser } from "./real-browser.ts";

/** Acme with its agents on the stack of this run, and visitors with real clients. */
export function useRealStory() {
	const browsers: RealBrowser[] = [];
	let story: Story;

	beforeAll(async () => {
		story = await openStory();
	});
	afterAll(() => story.close());
	afterEach(() => {
		for (const browser of browsers.splice(0)) browser.closeAll();
	});

	function aBrowser(publicKey = story.acme.publicKey) {
		const browser = createRealBrowser({ apiUrl: stack.url, publicKey });
		browsers.push(browser);
		return browser;
	}

	return {
		ada: () => story.ada,
		acme: () => story.acme,
		aBrowser,
		/** Vera has written to Acme and looks at the conversation, live. */
		async veraHasWritten() {
			const browser = aBrowser();
			const client = browser.open();
			const id = client.newConversationId();
			client.watchConversationList();
			client.watchConversation(id);
			await client.sendMessage(id, { text: "Hello" });
			await eventually(() => expect(client.conversation(id).get().connection).toBe("live"));
			return { browser, client, id };
		},
		/** What the database holds, as the team sees it. */
		stored: async (id: string): Promise<(string | null)[]> => {
			const { items } = await story.ada.rpc("get_conversation", { id });
			return textsOf(items);
		},
	};
}

export const eventually = (check: () => void | Promise<void>) =>
	vi.waitFor(check, { timeout: 20_000, interval: 50 });

/** The messages on screen. */
export const texts = (client: CossistantClient, id: string) =>
	textsOf(client.conversation(id).get().items);

/** The messages on screen that the server has confirmed. */
export const confirmed = (client: CossistantClient, id: string) => {
	const { items } = client.conversation(id).get();
	return textsOf(items.filter(({ delivery }) => delivery.state === "sent"));
};

function textsOf(items: readonly Pick<TimelineItem, "type" | "text">[]) {
	return items.filter(({ type }) => type === "message").map(({ text }) => text);
}

/** Gives the browser a token for another time than the one it remembers. */
export async function replaceToken(
	{ stored }: RealBrowser,
	{ from, to }: { from: number; to: number },
): Promise<void> {
	const [key = "", json = "{}"] = [...stored].find(([name]) => name.endsWith(":session")) ?? [];
	const record = JSON.parse(json);
	const claims = JSON.parse(atob(record.token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")));
	const now = Math.floor(Date.now() / 1_000);
	const token = await new SignJWT({ ...claims, iat: now + from, exp: now + to })
		.setProtectedHeader({ alg: "HS256", typ: "JWT" })
		.sign(new TextEncoder().encode(stack.jwtSecret));
	stored.set(key, JSON.stringify({ ...record, token }));
}
