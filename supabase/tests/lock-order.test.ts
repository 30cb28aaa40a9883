import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Backend, openBackend } from "./support/backend.ts";
import { type Call, type Crowd, openCrowd, waitsFor } from "./support/crowd.ts";
import type { Claims } from "./support/stack.ts";
import { openStory, type Story, type Team } from "./support/story.ts";

/*
 * Orders in which rows are held, each tried by a circle that closes if somebody takes them the other way round: then
 * Postgres ends one of them with 40P01.
 */

let story: Story;
let site: Team;
let backend: Backend;
let crowd: Crowd;

beforeAll(async () => {
	story = await openStory();
	crowd = openCrowd(2);
});
beforeEach(async () => {
	const { ada, acme } = story;
	const website = await ada.rpc("create_website", {
		organization_id: acme.organizationId,
		name: "Shop",
		domain: "shop.example",
	});
	site = { ...acme, websiteId: website.id, publicKey: website.publicKey };
	backend = await openBackend(story, { at: site });
});
afterAll(async () => {
	await crowd.close();
	await story.close();
});

const byAda = (name: string, args: Record<string, unknown>): Call => ({
	name,
	args,
	claims: story.ada.claims as Claims,
});

/** Begins conversations with ids of this order, one after the other. */
async function converse(conversationIds: string[]) {
	const vera = await story.enters({ at: site });
	for (const conversationId of conversationIds) await vera.writes("Hello", { conversationId });
}

/**
 * Somebody holds one conversation; the calls are made, each once the one before waits or is over; then they take the others
 * as well.
 * Answers what became of everybody.
 */
async function closeCircle({
	held,
	calls,
	others,
}: {
	held: string;
	calls: Call[];
	others: string[];
}): Promise<string[]> {
	let waiting: Promise<unknown>[] = [];
	const holder = story.sql.begin(async (holding) => {
		await holding`select from public.conversations where id = ${held} for update`;
		for (const [n, { name, claims, args }] of calls.entries()) {
			const call = crowd.connections[n]?.call(claims, name, args);
			waiting = [...waiting, call as Promise<unknown>];
			call?.catch(() => {});
			await waitsFor(holding, n + 1, call);
		}
		await holding`select from public.conversations where id = any (${others}) for update`;
	});
	const ends = [
		holder,
		...(await holder.then(
			() => waiting,
			() => waiting,
		)),
	];
	return Promise.all(
		ends.map((end) =>
			end.then(
				() => "ok",
				({ code, message }) => `${code} ${message}`,
			),
		),
	);
}

describe("who leaves is taken out of their conversations by id", () => {
	it("and so waits for nobody in a circle who takes them in that order", async () => {
		const nora = await story.signsUp("Nora");
		const member = { organization_id: site.organizationId, user_id: nora.id };
		await story.sql`insert into public.members ${story.sql(member)}`;
		const [low = "", middle = "", high = ""] = [randomUUID(), randomUUID(), randomUUID()].sort();
		// In whichever direction they are found, one of the later ones comes before the first.
		const found = [high, low, middle];
		await converse(found);
		for (const conversation_id of found)
			await story.ada.rpc("assign", { conversation_id, user_id: nora.id });

		const ends = await closeCircle({
			held: low,
			calls: [byAda("remove_member", member)],
			others: [middle, high],
		});

		expect(ends).toEqual(["ok", "ok"]);
	});
});

describe("a member is held after conversations", () => {
	it("by who gives them many, while they are taken out of the team", async () => {
		const nora = await story.signsUp("Nora");
		const member = { organization_id: site.organizationId, user_id: nora.id };
		await story.sql`insert into public.members ${story.sql(member)}`;
		const [low = "", high = ""] = [randomUUID(), randomUUID()].sort();
		await converse([low, high]);
		await story.ada.rpc("assign", { conversation_id: high, user_id: nora.id });

		const ends = await closeCircle({
			held: low,
			calls: [
				byAda("bulk_act", {
					conversation_ids: [low, high],
					act: { type: "assign", userId: nora.id },
				}),
				byAda("remove_member", member),
			],
			others: [],
		});

		expect(ends).toEqual(["ok", expect.stringMatching(/bulk_refused$/), "ok"]);
	});
});

describe("turns are held before a conversation that is there already", () => {
	const calls = (conversation_id: string, tagId: string): Record<string, Call> => ({
		add_tag: byAda("add_tag", { conversation_id, tag_id: tagId }),
		bulk_act: byAda("bulk_act", {
			conversation_ids: [conversation_id],
			act: { type: "add_tag", tagId },
		}),
		change_conversation: {
			name: "change_conversation",
			claims: { role: "service_role" as Claims["role"], sub: "service" },
			args: { key_hash: backend.keyHash, id: conversation_id, changes: { addTags: ["billing"] } },
		},
	});

	it.each([["add_tag"], ["bulk_act"], ["change_conversation"]])("by %s", async (name) => {
		const tag = await story.ada.rpc("create_tag", { website_id: site.websiteId, name: "billing" });
		const [low = "", high = ""] = [randomUUID(), randomUUID()].sort();
		const another = randomUUID();
		await converse([low, high, another]);
		await story.sql`update public.profiles set last_seen_at = now(), is_away = false`;
		await story.ada.rpc("set_routing", {
			website_id: site.websiteId,
			rules: [{ tagId: tag.id, assignment: "round_robin_of_all" }],
		});
		const taking = byAda("bulk_act", {
			conversation_ids: [low, high],
			act: { type: "add_tag", tagId: tag.id },
		});

		const ends = await closeCircle({
			held: high,
			// The first has the turns and waits for a conversation; the second waits for the turns.
			calls: [taking, calls(another, tag.id)[name] as Call],
			others: [another],
		});

		expect(ends).toEqual(["ok", "ok", "ok"]);
	});
});
