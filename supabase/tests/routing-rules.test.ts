import { randomUUID } from "node:crypto";
import { routing } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openStory, type Story } from "./support/story.ts";

let story: Story;
const kept = { keywords: ["kept"], priority: "low" };

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	await sets([kept]);
});
afterAll(() => story.close());

const here = () => ({ website_id: story.acme.websiteId });
const sets = async (rules: unknown, agent = story.ada) =>
	routing.strict().parse(await agent.rpc("set_routing", { ...here(), rules }));
const gets = async (agent = story.ada) =>
	routing.strict().parse(await agent.rpc("get_routing", here()));
const refusal = (rules: unknown) => story.ada.refusal("set_routing", { ...here(), rules });
const newTag = async (websiteId = story.acme.websiteId, agent = story.ada) =>
	(await agent.rpc("create_tag", { website_id: websiteId, name: randomUUID() })).id;

describe("a list of rules", () => {
	it("is replaced as a whole, kept in order, and read by the team", async () => {
		const [tagId, addedTagId] = [await newTag(), await newTag()];
		const full = {
			keywords: ["Money back", "remboursement"],
			tagId,
			channel: "widget",
			assignment: "round_robin",
			memberIds: [story.grace.id, story.adam.id],
			participantIds: [story.ada.id],
			addedTagIds: [addedTagId],
			priority: "high",
		};

		const set = await sets([full, { keywords: [" spaced "] }], story.adam);

		expect(set.rules[0]).toEqual(full);
		expect(set.rules[1]).toEqual({
			keywords: ["spaced"],
			tagId: null,
			channel: null,
			assignment: "nobody",
			memberIds: [],
			participantIds: [],
			addedTagIds: [],
			priority: null,
		});
		expect(await gets(story.grace)).toEqual(set);
		expect((await sets(set.rules)).rules).toEqual(set.rules);
		expect((await sets([])).rules).toEqual([]);
	});

	it("leaves a line in the audit log", async () => {
		await sets([{ priority: "high" }], story.adam);

		const [line] = await story.sql`
			select actor_user_id, detail from public.audit_log
			where action = 'routing_changed' and website_id = ${story.acme.websiteId}
			order by created_at desc limit 1`;
		expect(line).toEqual({
			actor_user_id: story.adam.id,
			detail: { rules: [{ priority: "high" }] },
		});
	});

	it("is one of two, when two are set at once", async () => {
		const lists = ["high", "urgent", "low"].map((priority) =>
			Array.from({ length: 5 }, () => ({ priority })),
		);

		await Promise.all(lists.map((list) => sets(list)));

		const { rules } = await gets();
		expect(rules).toHaveLength(5);
		expect(new Set(rules.map(({ priority }) => priority)).size).toBe(1);
	});

	it("shows neither who left nor what was deleted, so that it can be set as it was read", async () => {
		const nora = await story.signsUp("Nora");
		const membership = { organization_id: story.acme.organizationId, user_id: nora.id };
		await story.sql`insert into public.members ${story.sql(membership)}`;
		const tagId = await newTag();
		await sets([
			{ assignment: "member", memberIds: [nora.id] },
			{ assignment: "round_robin", memberIds: [nora.id] },
			{ assignment: "round_robin", memberIds: [nora.id, story.grace.id] },
			{ participantIds: [nora.id], addedTagIds: [tagId] },
		]);
		await story.ada.rpc("remove_member", membership);
		await story.ada.rpc("delete_tag", { id: tagId });

		const read = await gets();

		expect(read.rules).toMatchObject([
			{ assignment: "nobody", memberIds: [] },
			{ assignment: "nobody", memberIds: [] },
			{ assignment: "round_robin", memberIds: [story.grace.id] },
			{ participantIds: [], addedTagIds: [] },
		]);
		expect(await sets(read.rules)).toEqual(read);
	});
});

describe("rules are refused, and those that stand stay", () => {
	const many = (count: number, make: () => unknown) => Array.from({ length: count }, make);
	const cases: [string, unknown, string?][] = [
		["none at all", null],
		["an object", { rules: [] }],
		["a text", "[]"],
		["too many", many(51, () => ({}))],
		["a rule that is a list", [[]]],
		["a rule that is null", [null]],
		["an unknown field", [{ colour: "red" }]],
		["an unknown field with SQL in its name", [{ "'; drop table x; --": 1 }]],
		["a field with a name without end", [{ ["x".repeat(20_000)]: 1 }]],
		["keywords as text", [{ keywords: "refund" }]],
		["keywords of lists", [{ keywords: [["refund"]] }]],
		["keywords that are numbers", [{ keywords: [7] }]],
		["a keyword without a word", [{ keywords: ["refund", " !? "] }]],
		["an empty keyword", [{ keywords: [""] }]],
		["a keyword without end", [{ keywords: ["x".repeat(20_000)] }]],
		["too many keywords", [{ keywords: many(51, () => "x") }]],
		["a tag that is no id", [{ tagId: "billing" }]],
		["a tag that is a number", [{ tagId: 7 }]],
		["an unknown channel", [{ channel: "fax" }]],
		["an unknown assignment", [{ assignment: "somebody" }]],
		["no assignment", [{ assignment: null }]],
		["an unknown priority", [{ priority: "asap" }]],
		["members that are no ids", [{ assignment: "round_robin", memberIds: ["grace"] }]],
		["members that are nobody", [{ assignment: "round_robin", memberIds: [null] }]],
		["members as an object", [{ assignment: "round_robin", memberIds: {} }]],
		["participants as text", [{ participantIds: "x" }]],
		["too many participants", [{ participantIds: many(21, randomUUID) }]],
		["too many tags", [{ addedTagIds: many(21, randomUUID) }]],
		["a member not named", [{ assignment: "member" }]],
		["two members for one", [{ assignment: "member", memberIds: many(2, randomUUID) }]],
		["a round of nobody", [{ assignment: "round_robin", memberIds: [] }]],
		["members who are not asked", [{ memberIds: [randomUUID()] }]],
		["members beside all", [{ assignment: "round_robin_of_all", memberIds: [randomUUID()] }]],
		["a stranger", [{ assignment: "member", memberIds: [randomUUID()] }], "member_not_found"],
		["strangers to ask", [{ participantIds: [randomUUID()] }], "member_not_found"],
		["no such tag", [{ tagId: randomUUID() }], "tag_not_found"],
		["no such tag to add", [{ addedTagIds: [randomUUID()] }], "tag_not_found"],
	];

	it.each(cases)("%s", async (_, rules, code = "routing_invalid") => {
		const refused = await refusal(rules);

		expect(refused).toMatchObject({
			message: code,
			status: code === "routing_invalid" ? 422 : 404,
		});
		expect(refused.details?.length ?? 0).toBeLessThan(400);
		expect((await gets()).rules).toMatchObject([kept]);
	});

	it("with somebody or something of another organization", async () => {
		const { eve, globex } = story;
		const foreign = await newTag(globex.websiteId, eve);

		expect(await refusal([{ tagId: foreign }])).toMatchObject({ message: "tag_not_found" });
		expect(await refusal([{ addedTagIds: [foreign] }])).toMatchObject({ message: "tag_not_found" });
		expect(await refusal([{ participantIds: [eve.id] }])).toMatchObject({
			message: "member_not_found",
		});
	});

	it("with NUL or half a character in a keyword", async () => {
		for (const keyword of ["a\u0000b", "\ud800"]) {
			const { status } = await story.ada.client.rpc("set_routing", {
				...here(),
				rules: [{ keywords: [keyword] }],
			});
			expect(status).toBe(400);
		}
		expect((await gets()).rules).toMatchObject([kept]);
	});
});
