import { randomUUID } from "node:crypto";
import { topics } from "@cossistant/protocol";
import * as protocol from "@cossistant/protocol/schemas";
import type { RealtimeChannel } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { calls } from "./isolation/calls/index.ts";
import { type Cast, openCast, restore } from "./isolation/cast.ts";
import { expectationsOf } from "./isolation/expected.ts";
import type { Visitor } from "./support/story.ts";

type Heard = { topic: string; event: string; payload: Record<string, unknown> };

let cast: Cast;
let vera: Visitor;
let here: { conversation_id: string };
const channels: RealtimeChannel[] = [];
const heard: Heard[] = [];
/** Everything that Vera's REST client was answered. */
const answers: unknown[] = [];
/** Words that only the team writes and reads. */
const secrets: string[] = [];

const secret = (what: string) => {
	const word = `secret-${what}-${randomUUID()}`;
	secrets.push(word);
	return word;
};

beforeAll(async () => {
	cast = await openCast();
	vera = cast.vera;
	here = { conversation_id: cast.conversationId };
	await vera.client.realtime.setAuth();
	for (const topic of [
		topics.conversation(cast.conversationId),
		topics.typingVisitor(cast.conversationId),
		topics.typingTeam(cast.conversationId),
		topics.visitor(vera.id),
		topics.contact(String(vera.visitor.contact?.id)),
	]) {
		await listen(topic);
	}
	await theTeamDoesAllItCan();
	await everythingHasArrived();
}, 240_000);
afterAll(async () => {
	await Promise.all(channels.map((channel) => channel.unsubscribe()));
	await cast.close();
});

async function listen(topic: string): Promise<void> {
	const channel = vera.client.channel(topic, { config: { private: true } });
	channels.push(channel);
	channel.on("broadcast", { event: "*" }, ({ event, payload }) =>
		heard.push({ topic, event, payload }),
	);
	await new Promise<void>((joined, refused) => {
		channel.subscribe((status, error) => {
			if (status === "SUBSCRIBED") joined();
			if (status === "CHANNEL_ERROR") refused(error ?? new Error("refused"));
		});
	});
}

/** Vera's other way: asking. */
async function ask(): Promise<void> {
	answers.push(
		await vera.rpc("list_conversations", { limit: 100 }),
		await vera.rpc("sync_conversation", { ...here, after: 0, limit: 1000 }),
		await vera.rpc("list_timeline", { ...here, limit: 200 }),
	);
}

/** What Ada writes for the team alone, in every place that takes words. */
const SECRET_ACTS: (() => Promise<unknown>)[] = [
	() => cast.ada.notes(cast.conversationId, secret("note")),
	() => cast.ada.rpc("update_profile", { name: "Ada", image: "https://acme.test/ada.png" }),
	async () => {
		const tag = await cast.ada.rpc("create_tag", {
			website_id: cast.acme.websiteId,
			name: `secret-${randomUUID().slice(0, 8)}`,
		});
		secrets.push(tag.name, tag.id);
		await cast.ada.rpc("add_tag", { ...here, tag_id: tag.id });
		await cast.ada.rpc("update_tag", { id: tag.id, name: secret("tag").slice(0, 50) });
		await cast.ada.rpc("remove_tag", { ...here, tag_id: tag.id });
	},
	async () => {
		const note = await cast.ada.notes(cast.conversationId, secret("note"));
		const id = note.items.at(-1)?.id;
		await cast.ada.rpc("edit_message", { ...here, id, text: secret("edited") });
		await cast.ada.rpc("delete_message", { ...here, id });
	},
	async () => {
		// Who takes care is the team's business, until they take part.
		const { id } = await cast.signsUp("Nemo");
		secrets.push(id);
		await cast.sql`
			insert into public.members (organization_id, user_id) values (${cast.acme.organizationId}, ${id})`;
		await cast.ada.rpc("assign", { ...here, user_id: id });
		await cast.ada.rpc("assign", { ...here, user_id: null });
	},
	() =>
		cast.ada.rpc("create_saved_view", {
			website_id: cast.acme.websiteId,
			id: randomUUID(),
			name: secret("view").slice(0, 50),
			is_shared: true,
		}),
	async () => {
		secrets.push(cast.victor.id);
		await cast.victor.writes(secret("other-visitor"));
	},
];

async function theTeamDoesAllItCan(): Promise<void> {
	const functions = expectationsOf("call").filter(
		({ caller, expected }) => caller === "ada" && expected === "ok",
	);
	for (const { on } of functions) {
		await restore(cast);
		await cast.ada.rpc(on, await calls[on]?.(cast));
	}
	for (const act of SECRET_ACTS) {
		await restore(cast);
		await act();
		await ask();
	}
}

/** The last reply comes last on every topic: what was told before it has arrived too. */
async function everythingHasArrived(): Promise<void> {
	const last = `last-${randomUUID()}`;
	await cast.ada.replies(cast.conversationId, last);
	await vi.waitFor(() => {
		for (const topic of [topics.conversation(cast.conversationId), topics.visitor(vera.id)]) {
			const on = heard.filter((one) => one.topic === topic);
			expect(JSON.stringify(on)).toContain(last);
		}
	}, 20_000);
	await ask();
}

/** What a visitor's event may be, to the last field. */
const EVENTS: Record<string, z.ZodType> = {
	items_changed: protocol.itemsChanged.strict(),
	conversation_read: protocol.conversationRead.strict(),
	conversation_changed: protocol.conversationChanged.strict(),
};

describe("what a visitor can get, while agents do all they can do", () => {
	it("is heard and asked for at all", () => {
		expect(new Set(heard.map(({ event }) => event))).toEqual(new Set(Object.keys(EVENTS)));
		expect(secrets.length).toBeGreaterThan(8);
	});

	it("has no field but those of the visitor's shapes", () => {
		for (const { event, payload } of heard) {
			const { id: _addedByRealtime, ...told } = payload;
			expect(EVENTS[event]?.safeParse(told), event).toMatchObject({ success: true });
		}
	});

	it("has nothing that the team wrote for itself", () => {
		const everything = JSON.stringify([heard, answers]);

		for (const word of secrets) expect(everything).not.toContain(word);
		expect(everything).not.toMatch(
			/"private"|@acme\.test|"priority"|"assignee|"tags"|"snoozed|"spam|"archived/,
		);
		expect(everything).not.toMatch(
			/"(assigned|unassigned|priority_changed|tag_added|tag_removed|visitor_blocked)"/,
		);
	});

	it("has numbers that betray nothing: places and changes without a gap", async () => {
		const { items, conversation } = await vera.rpc("sync_conversation", {
			...here,
			after: 0,
			limit: 1000,
		});
		const numbers = (key: "order" | "change"): number[] =>
			items.map((item: Record<string, number>) => item[key]).sort((a: number, b: number) => a - b);

		expect(numbers("order")).toEqual(items.map((_: unknown, at: number) => at + 1));
		expect(numbers("change").at(-1)).toBe(conversation.lastChange);
		const changesHeard = heard
			.filter(({ event }) => event === "items_changed")
			.flatMap(({ payload }) => payload.items as { change: number }[])
			.map(({ change }) => change);
		expect([...new Set(changesHeard)].sort((a, b) => a - b)).toEqual(
			Array.from(
				{ length: changesHeard.length },
				(_, at) => conversation.lastChange - changesHeard.length + 1 + at,
			),
		);
	});
});
