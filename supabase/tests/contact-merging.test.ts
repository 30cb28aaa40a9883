import { randomUUID } from "node:crypto";
import { contactDetails, openedContact } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

const contactOf = ({ visitor }: Visitor) => String(visitor.contact?.id);
const merge = async (from_id: string, into_id: string) =>
	contactDetails.strict().parse(await story.grace.rpc("merge_contacts", { from_id, into_id }));
const open = async (id: string) =>
	openedContact.strict().parse(await story.grace.rpc("get_contact", { id }));
const enters = (isVerified: boolean, rest: Record<string, unknown> = {}) =>
	story.enters({ identity: { isVerified, externalId: randomUUID(), ...rest } });
const byTeam = (contact: Record<string, unknown> = {}) =>
	story.grace.rpc("create_contact", {
		website_id: story.acme.websiteId,
		contact: { externalId: randomUUID(), ...contact },
	});
const inboxOf = async (contact: string) =>
	(
		await story.grace.rpc("inbox", { website_id: story.acme.websiteId, filter: { contact } })
	).conversations
		.map(({ id }: { id: string }) => id)
		.sort();
const seenBy = async (visitor: Visitor) =>
	(await visitor.rpc("list_conversations")).conversations.map(({ id }: { id: string }) => id);

/** Verified Vera, and a browser that claims to be somebody, each with a conversation. */
async function veraAndClaim() {
	const vera = await enters(true, { name: "Vera", metadata: { plan: "pro" } });
	const claim = await enters(false, { name: "The Queen", metadata: { plan: "enterprise" } });
	const hers = (await vera.writes("Mine")).conversation.id;
	const theirs = (await claim.writes("Also mine?")).conversation.id;
	return { vera, claim, hers, theirs };
}

describe("merging for the team", () => {
	it("shows one contact with the conversations, visitors and facts of both", async () => {
		const { vera, claim, hers, theirs } = await veraAndClaim();
		await story.ada.rpc("update_contact", {
			id: contactOf(claim),
			changes: { metadata: { mood: "good" } },
		});

		const merged = await merge(contactOf(claim), contactOf(vera));

		expect(merged).toMatchObject({
			id: contactOf(vera),
			name: "Vera",
			verifiedMetadata: { plan: "pro" },
			teamMetadata: { mood: "good" },
			claimedMetadata: {},
		});
		const opened = await open(contactOf(vera));
		expect(opened.visitors.map(({ visitor }) => visitor.id).sort()).toEqual(
			[vera.id, claim.id].sort(),
		);
		expect(opened.mergedContacts).toMatchObject([
			{ id: contactOf(claim), isVerified: false, claimedMetadata: { plan: "enterprise" } },
		]);
		expect(await inboxOf(contactOf(vera))).toEqual([hers, theirs].sort());
		expect((await story.ada.rpc("get_conversation", { id: theirs })).conversation).toMatchObject({
			contactId: contactOf(vera),
			visitorName: "Vera",
		});
		// The other's id answers with the one it stands under; lists show one.
		expect((await open(contactOf(claim))).contact.id).toBe(contactOf(vera));
		const { contacts } = await story.ada.rpc("list_contacts", {
			website_id: story.acme.websiteId,
			limit: 100,
		});
		expect(contacts.map(({ id }: { id: string }) => id)).not.toContain(contactOf(claim));
	});

	it("is done once: repeated it answers the same, with one line in the audit log", async () => {
		const { vera, claim } = await veraAndClaim();
		const first = await merge(contactOf(claim), contactOf(vera));

		expect(await merge(contactOf(claim), contactOf(vera))).toEqual(first);
		expect(await merge(contactOf(vera), contactOf(claim))).toEqual(first);
		const lines = await story.sql`
			select action, actor_user_id, detail from public.audit_log where subject_id = ${contactOf(vera)}`;
		expect([...lines]).toEqual([
			{
				action: "contacts_merged",
				actor_user_id: story.grace.id,
				detail: { fromId: contactOf(claim) },
			},
		]);
	});

	it("follows: what was merged into the one that goes stands under the one that stays", async () => {
		const [a, b, c] = [await byTeam(), await byTeam(), await byTeam({ name: "Cleo" })];

		await merge(a.id, b.id);
		await merge(b.id, c.id);

		expect((await open(a.id)).contact).toMatchObject({ id: c.id, name: "Cleo" });
		expect((await open(c.id)).mergedContacts.map(({ id }) => id)).toEqual([a.id, b.id].sort());
	});

	it("carries over a company, and a name where none was", async () => {
		const { id: companyId } = await story.ada.rpc("create_company", {
			website_id: story.acme.websiteId,
			name: randomUUID(),
		});
		const vera = await enters(true);
		const noted = await byTeam({ name: "Vera", companyId });

		expect(await merge(noted.id, contactOf(vera))).toMatchObject({
			name: "Vera",
			company: { id: companyId },
		});
	});
});

describe("merging lets no browser see more", () => {
	it("not the one that only claims, not even after a new session", async () => {
		const { vera, claim, hers, theirs } = await veraAndClaim();
		await merge(contactOf(claim), contactOf(vera));

		const again = await story.enters({ as: claim });

		expect(await seenBy(claim)).toEqual([theirs]);
		expect(await seenBy(again)).toEqual([theirs]);
		expect(again.claims).not.toHaveProperty("contact_id");
		expect(await again.refusal("list_timeline", { conversation_id: hers })).toMatchObject({
			status: 404,
		});
		expect(JSON.stringify(again.visitor)).not.toContain("Vera");
		const told = await again.writes("New");
		expect(await seenBy(vera)).not.toContain(told.conversation.id);
	});

	it("nor the verified one what the other browser wrote", async () => {
		const { vera, claim, hers } = await veraAndClaim();
		await merge(contactOf(claim), contactOf(vera));

		expect(await seenBy(await story.enters({ as: vera }))).toEqual([hers]);
	});

	it("nor two verified ones each other's: only the backend says who is one person", async () => {
		const [vera, work] = [await enters(true), await enters(true)];
		const hers = (await vera.writes("Private")).conversation.id;
		const works = (await work.writes("Business")).conversation.id;

		await merge(contactOf(work), contactOf(vera));

		expect(await seenBy(await story.enters({ as: vera }))).toEqual([hers]);
		expect(await seenBy(await story.enters({ as: work }))).toEqual([works]);
		expect(await inboxOf(contactOf(vera))).toEqual([hers, works].sort());
	});

	it("until that browser proves who it is", async () => {
		const externalId = randomUUID();
		const vera = await story.enters({ identity: { isVerified: true, externalId } });
		const claim = await story.enters({ identity: { isVerified: false, externalId } });
		const third = await enters(false);
		const theirs = (await claim.writes("Me, too")).conversation.id;
		await merge(contactOf(third), contactOf(claim));

		const proven = await story.enters({ as: claim, identity: { isVerified: true, externalId } });

		expect(proven.id).toBe(claim.id);
		expect(await seenBy(vera)).toEqual([theirs]);
		// What the team had merged into the label stays with the person.
		expect((await open(contactOf(third))).contact.id).toBe(contactOf(vera));
		expect(await seenBy(third)).toEqual([]);
	});
});

describe("a merge is refused", () => {
	it("into one that is vouched for less", async () => {
		const [vera, claim, noted] = [await enters(true), await enters(false), await byTeam()];

		for (const [from_id, into_id] of [
			[contactOf(vera), contactOf(claim)],
			[contactOf(vera), noted.id],
			[noted.id, contactOf(claim)],
		]) {
			expect(await story.ada.refusal("merge_contacts", { from_id, into_id })).toMatchObject({
				status: 409,
				message: "merge_not_allowed",
			});
		}
	});

	it("with itself, with nobody, and across websites and teams", async () => {
		const { ada, eve, globex } = story;
		const mine = (await byTeam()).id;
		const other = await eve.rpc("create_contact", {
			website_id: globex.websiteId,
			contact: { externalId: randomUUID() },
		});

		expect(await ada.refusal("merge_contacts", { from_id: mine, into_id: mine })).toMatchObject({
			status: 400,
			message: "invalid_request",
		});
		for (const stranger of [other.id, randomUUID(), null]) {
			for (const [from_id, into_id] of [
				[mine, stranger],
				[stranger, mine],
			]) {
				expect(await ada.refusal("merge_contacts", { from_id, into_id })).toMatchObject({
					status: 404,
					message: "contact_not_found",
				});
			}
		}
	});
});

describe("merging while everything else goes on", () => {
	it("loses no message and ends, with visitors writing and agents merging both ways", async () => {
		const { vera, claim, hers, theirs } = await veraAndClaim();
		const third = await enters(false);
		const ids = [contactOf(claim), contactOf(third)];

		const outcomes = await Promise.allSettled([
			...Array.from({ length: 8 }, (_, n) => vera.writes(`v${n}`, { conversationId: hers })),
			...Array.from({ length: 8 }, (_, n) => claim.writes(`c${n}`, { conversationId: theirs })),
			...ids.map((id) => merge(id, contactOf(vera))),
			...ids.map((id) => merge(String(ids.find((other) => other !== id)), id)),
			story.enters({ as: third }),
		]);

		expect(outcomes.map(({ status }) => status)).toEqual(Array(21).fill("fulfilled"));
		for (const id of [hers, theirs]) {
			const { items } = await story.ada.rpc("list_timeline", { conversation_id: id });
			expect(items).toHaveLength(9);
		}
		for (const id of ids) expect((await open(id)).contact.id).toBe(contactOf(vera));
	});
});
