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

describe("a visitor's sockets, while the team does all it can", () => {
	it("hear every public change and nothing of what is private", async () => {
		const { conversation } = await vera.writes("Hello");
		const id = conversation.id;
		const forVera = await listens(vera, topics.conversation(id));
		const forVerasList = await listens(vera, topics.visitor(vera.id));
		const forAda = await listens(story.ada, topics.conversationTeam(id));
		const secret = `secret-${randomUUID()}`;

		await story.ada.notes(id, secret);
		await story.ada.replies(id, "Hi");
		await story.grace.notes(id, secret);
		await story.grace.rpc("mark_read", { conversation_id: id, upto: 99 });
		await story.ada.rpc("set_status", { conversation_id: id, status: "resolved" });

		// The last change to be told comes last: then everything before has arrived too.
		const last = ({ event, payload }: (typeof forAda)[number]) =>
			event === "item_changed" && JSON.stringify(payload).includes('"resolved"');
		await vi.waitFor(() => {
			expect(forVera.filter(last)).toHaveLength(1);
			expect(forAda.filter(last)).toHaveLength(1);
		}, 10_000);

		const items = forVera.filter(({ event }) => event === "item_changed");
		expect(items.map(({ payload }) => (payload.item as { change: number }).change)).toEqual([
			2, 3, 4,
		]);
		const heardByVera = JSON.stringify([forVera, forVerasList]);
		expect(heardByVera).not.toContain(secret);
		expect(heardByVera).not.toMatch(/"private"|@acme\.test|priority|assignee|organizationId/);
		expect(JSON.stringify(forAda)).toContain(secret);
	});

	it("are shut out of the team's topics and of other visitors'", async () => {
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
