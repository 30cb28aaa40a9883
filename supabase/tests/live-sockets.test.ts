import { randomUUID } from "node:crypto";
import { topics } from "@cossistant/protocol";
import type { RealtimeChannel } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Caller } from "./support/caller.ts";
import { openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;
const channels: RealtimeChannel[] = [];

beforeAll(async () => {
	story = await openStory();
	vera = await story.enters();
});
afterAll(async () => {
	await Promise.all(channels.map((channel) => channel.unsubscribe()));
	await story.close();
});

/** Joins a private topic; answers what arrives on it. */
async function listens({ client }: Pick<Caller, "client">, topic: string) {
	const heard: { event: string; payload: Record<string, unknown> }[] = [];
	await client.realtime.setAuth();
	const channel = client.channel(topic, { config: { private: true } });
	channels.push(channel);
	channel.on("broadcast", { event: "*" }, ({ event, payload }) => heard.push({ event, payload }));
	await new Promise<void>((joined, refused) => {
		channel.subscribe((status, error) => {
			if (status === "SUBSCRIBED") joined();
			if (status === "CHANNEL_ERROR") refused(error ?? new Error("refused"));
		});
	});
	return heard;
}

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
	});
});
