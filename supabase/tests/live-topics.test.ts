import { randomUUID } from "node:crypto";
import { topics } from "@cossistant/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCaller } from "./support/caller.ts";
import { mayListen, maySpeak } from "./support/live.ts";
import type { Claims } from "./support/stack.ts";
import { openStory, type Story } from "./support/story.ts";

/*
 * What each caller may do on a topic of Acme's conversation with Vera, whose identity is verified:
 *   hear    receive broadcasts     type    broadcast        see   receive presence     show   track presence
 * Vera2 is Vera's second device. Bob is the visitor of a conversation of his own who was blocked. Vic is a visitor of
 * Globex, Rick was removed from Acme, Eve works at Globex.
 */
const TOPICS = `
	topic                nobody victor vic    bob    vera       vera2      grace          eve    rick
	conversation         -      -      -      -      hear       hear       hear           -      -
	conversation:team    -      -      -      -      -          -          hear,see,show  -      -
	typing:visitor       -      -      -      -      hear,type  hear,type  hear           -      -
	typing:team          -      -      -      -      hear       hear       hear,type      -      -
	visitor              -      -      -      -      hear       -          -              -      -
	contact              -      -      -      -      hear       hear       -              -      -
	inbox                -      -      -      -      -          -          hear           -      -
	user:grace           -      -      -      -      -          -          hear           -      -
	user:ada             -      -      -      -      -          -          -              -      -
	user:vera            -      -      -      -      -          -          -              -      -
	user:team            -      -      -      -      -          -          -              -      -
	blocked:conversation -      -      -      -      -          -          hear           -      -
	blocked:visitor      -      -      -      -      -          -          -              -      -
	unknown:conversation -      -      -      -      -          -          -              -      -
	empty                -      -      -      -      -          -          -              -      -
	garbage              -      -      -      -      -          -          -              -      -
	half                 -      -      -      -      -          -          -              -      -
	suffix               -      -      -      -      -          -          -              -      -
	prefix               -      -      -      -      -          -          -              -      -
	upper                -      -      -      -      -          -          -              -      -
	dashes               -      -      -      -      -          -          -              -      -
	newline              -      -      -      -      -          -          -              -      -
`;

const [header = [], ...lines] = TOPICS.trim()
	.split("\n")
	.map((line) => line.trim().split(/\s+/));
const expectations = lines.flatMap(([topic = "", ...cells]) =>
	cells.map((expected, column) => ({ topic, caller: header[column + 1] ?? "", expected })),
);

let story: Story;
let names: Record<string, string>;
const claims: Record<string, Claims | null> = {};

beforeAll(async () => {
	story = await openStory();
	const identity = { isVerified: true, externalId: "vera" };
	const vera = await story.enters({ identity });
	const vera2 = await story.enters({ identity });
	const victor = await story.enters();
	const vic = await story.enters({ at: story.globex });
	const bob = await story.enters();
	const { conversation } = await vera.writes("Hello");
	const { conversation: blocked } = await bob.writes("Buy this");
	await story.ada.rpc("block_visitor", { visitor_id: bob.id });
	await story.sql`
		delete from public.members
		where organization_id = ${story.acme.organizationId} and user_id = ${story.adam.id}`;
	names = {
		conversation: topics.conversation(conversation.id),
		"conversation:team": topics.conversationTeam(conversation.id),
		"typing:visitor": topics.typingVisitor(conversation.id),
		"typing:team": topics.typingTeam(conversation.id),
		visitor: topics.visitor(vera.id),
		contact: topics.contact(String(vera.claims?.contact_id)),
		inbox: topics.inbox(story.acme.websiteId),
		"user:grace": topics.user(story.grace.id),
		"user:ada": topics.user(story.ada.id),
		"user:vera": topics.user(vera.id),
		"user:team": `${topics.user(story.grace.id)}:team`,
		"blocked:conversation": topics.conversation(blocked.id),
		"blocked:visitor": topics.visitor(bob.id),
		"unknown:conversation": topics.conversation(randomUUID()),
		empty: "",
		garbage: "conversation:nonsense",
		half: `conversation:${conversation.id.slice(0, 20)}`,
		suffix: `${topics.conversation(conversation.id)}:secret`,
		prefix: `x${topics.conversation(conversation.id)}`,
		upper: topics.conversation(conversation.id).toUpperCase(),
		dashes: `conversation:${"-".repeat(36)}`,
		newline: `${topics.conversation(conversation.id)}\n`,
	};
	const people = { victor, vic, bob, vera, vera2, grace: story.grace, eve: story.eve };
	for (const [name, person] of Object.entries(people)) claims[name] = person.claims;
	claims.rick = story.adam.claims;
	claims.nobody = null;
});
afterAll(() => story.close());

function claimsOf(caller: string): Claims | null {
	const found = claims[caller];
	if (found === undefined) throw new Error(`Nobody is called ${caller}.`);
	return found;
}

describe("a topic", () => {
	it.each(expectations)("$topic for $caller: $expected", async ({ topic, caller, expected }) => {
		const name = names[topic] ?? "";
		const listening = await mayListen(story.sql, claimsOf(caller), name);
		const speaking = await maySpeak(story.sql, claimsOf(caller), name);

		const allowed = [
			listening.broadcast && "hear",
			speaking.broadcast && "type",
			listening.presence && "see",
			speaking.presence && "show",
		].filter(Boolean);
		expect(allowed.join(",") || "-").toBe(expected);
	});
});

describe("a visitor's token from before the identity was verified", () => {
	it("does not open the contact's history", async () => {
		const before = await story.enters();
		const { contact_id, ...claimsBefore } = (
			await story.enters({ as: before, identity: { isVerified: true, externalId: "vera" } })
		).claims as Claims & { contact_id: string };

		for (const topic of [topics.contact(contact_id), names.conversation ?? ""]) {
			expect(await mayListen(story.sql, claimsBefore, topic)).toEqual({
				broadcast: false,
				presence: false,
			});
		}
		const caller = await createCaller(claimsBefore as Claims);
		expect(await caller.rpc("list_conversations")).toMatchObject({ conversations: [] });
	});
});

describe("a claim that names another website", () => {
	it("opens nothing, not even the visitor's own topics", async () => {
		const victor = await story.enters();
		const { conversation } = await victor.writes("Hello");
		const moved = { ...victor.claims, website_id: story.globex.websiteId } as Claims;

		for (const topic of [topics.visitor(victor.id), topics.conversation(conversation.id)]) {
			expect(await mayListen(story.sql, moved, topic)).toEqual({
				broadcast: false,
				presence: false,
			});
		}
	});
});

describe("a claim that names somebody else's contact", () => {
	it("opens nothing: the visitor's row decides", async () => {
		const victor = await story.enters();
		const forged = { ...victor.claims, contact_id: names.contact?.split(":")[1] } as Claims;

		for (const topic of ["contact", "conversation", "typing:visitor"]) {
			expect(await mayListen(story.sql, forged, names[topic] ?? "")).toEqual({
				broadcast: false,
				presence: false,
			});
		}
	});
});
