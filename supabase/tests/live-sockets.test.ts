import { randomUUID } from "node:crypto";
import { topics } from "@cossistant/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { listens } from "./support/live.ts";
import { openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;

beforeAll(async () => {
	story = await openStory();
	vera = await story.enters();
});
afterAll(async () => {
	await story.close();
});

describe("sockets", () => {
	it("of the team hear a note, which says that it is told at all", async () => {
		const { conversation } = await vera.writes("Hello");
		const heard = await listens(story.ada, topics.conversationTeam(conversation.id));
		const secret = `secret-${randomUUID()}`;

		await story.grace.notes(conversation.id, secret);

		await vi.waitFor(() => expect(JSON.stringify(heard)).toContain(secret), 10_000);
	});

	it("are shut out of topics of others: visitors of the team's and of other visitors', the team of another's", async () => {
		const { conversation } = await vera.writes("Hello");
		const victor = await story.enters();

		await Promise.all([
			expect(listens(vera, topics.conversationTeam(conversation.id))).rejects.toThrow(
				"permissions",
			),
			expect(listens(vera, topics.inbox(story.acme.websiteId))).rejects.toThrow("permissions"),
			expect(listens(victor, topics.conversation(conversation.id))).rejects.toThrow("permissions"),
			expect(listens(story.eve, topics.inbox(story.acme.websiteId))).rejects.toThrow("permissions"),
		]);
		// Realtime takes five seconds to refuse each.
	}, 60_000);
});
