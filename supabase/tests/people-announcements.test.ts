import { randomUUID } from "node:crypto";
import {
	type Company,
	type ContactDetails,
	topics,
	type VisitorDetails,
} from "@cossistant/protocol";
import * as protocol from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { type Announcement, announcedOn } from "./support/live.ts";
import { openStory, type Story, type Team, type Visitor } from "./support/story.ts";

let story: Story;
let team: Team;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	const { id, publicKey } = await story.ada.rpc("create_website", {
		organization_id: story.acme.organizationId,
		name: "Shop",
		domain: "shop.example",
	});
	team = { organizationId: story.acme.organizationId, websiteId: id, publicKey };
});
afterAll(() => story.close());

/** What an agent's client holds of people: every contact that lists show, and what belongs to each. */
type Picture = {
	contacts: Map<string, ContactDetails>;
	companies: Map<string, Company>;
	visitors: Map<string, VisitorDetails>;
};

const byId = <Row extends { id: string }>(rows: Row[]) => new Map(rows.map((row) => [row.id, row]));

async function fetchPicture(): Promise<Picture> {
	const here = { website_id: team.websiteId, limit: 100 };
	const [{ contacts }, { companies }, { visitors }] = await Promise.all([
		story.grace.rpc("list_contacts", here),
		story.grace.rpc("list_companies", here),
		story.grace.rpc("list_visitors", here),
	]);
	return {
		contacts: byId(contacts),
		companies: byId(companies),
		visitors: byId(visitors.map(({ visitor }: { visitor: VisitorDetails }) => visitor)),
	};
}

const schemas: Record<string, z.ZodObject> = {
	contact_changed: protocol.contactChanged,
	contact_deleted: protocol.contactDeleted,
	company_changed: protocol.companyChanged,
	company_deleted: protocol.companyDeleted,
	visitor_changed: protocol.visitorChanged,
	visitor_deleted: protocol.visitorDeleted,
};

/** Everything that an event about people may carry. */
type Told = {
	contact: ContactDetails;
	contactId: string;
	company: Company;
	companyId: string;
	visitor: VisitorDetails;
	visitorId: string;
};

function apply(picture: Picture, { event, payload }: Announcement): void {
	const schema = schemas[event];
	if (!schema) return;
	const told = schema.strict().parse(payload) as unknown as Told;
	const { contacts, companies, visitors } = picture;
	if (event === "contact_changed") takeContact(contacts, told.contact);
	if (event === "contact_deleted") contacts.delete(told.contactId);
	if (event === "visitor_changed") visitors.set(told.visitor.id, told.visitor);
	if (event === "visitor_deleted") visitors.delete(told.visitorId);
	if (event === "company_deleted") companies.delete(told.companyId);
	if (event === "company_changed") companies.set(told.company.id, told.company);
	for (const [id, contact] of contacts) {
		const company = contact.company && (companies.get(contact.company.id) ?? null);
		contacts.set(id, { ...contact, company });
	}
}

function takeContact(contacts: Picture["contacts"], contact: ContactDetails): void {
	if (contact.mergedIntoId === null) contacts.set(contact.id, contact);
	else contacts.delete(contact.id);
}

const told = () => announcedOn(story.sql, [topics.inbox(team.websiteId)]);

/** Does something and holds an old picture with its events against a new one; answers the events. */
async function inStep(work: () => Promise<unknown>): Promise<string[]> {
	const picture = await fetchPicture();
	const before = (await told()).length;
	await work();
	const announced = (await told()).slice(before);
	for (const announcement of announced) apply(picture, announcement);
	expect(picture).toEqual(await fetchPicture());
	return announced.map(({ event }) => event).sort();
}

const contactOf = ({ visitor }: Visitor) => String(visitor.contact?.id);
const enters = (isVerified: boolean, as?: Visitor, externalId: string = randomUUID()) =>
	story.enters({ at: team, ...(as && { as }), identity: { isVerified, externalId } });
const create = (contact: Record<string, unknown> = {}) =>
	story.grace.rpc("create_contact", {
		website_id: team.websiteId,
		contact: { externalId: randomUUID(), ...contact },
	});
const change = (id: string, changes: Record<string, unknown>) =>
	story.grace.rpc("update_contact", { id, changes });

describe("an agent's picture of people stays right by events alone", () => {
	it("when contacts are made and changed, once per change", async () => {
		let id = "";
		expect(
			await inStep(async () => {
				id = (await create()).id;
			}),
		).toEqual(["contact_changed"]);
		expect(await inStep(() => change(id, { name: "Vera", metadata: { tier: 1 } }))).toEqual([
			"contact_changed",
		]);
		expect(await inStep(() => change(id, { name: "Vera", metadata: { tier: 1 } }))).toEqual([]);
	});

	it("when a company comes, is renamed and goes", async () => {
		const { id } = await story.grace.rpc("create_company", {
			website_id: team.websiteId,
			name: "Rubin",
		});
		const contacts = [await create({ companyId: id }), await create()];

		await inStep(() => change(contacts[1].id, { companyId: id }));
		expect(
			await inStep(() => story.ada.rpc("update_company", { id, changes: { name: "Rubin & Co" } })),
		).toEqual(["company_changed"]);
		expect(await inStep(() => story.ada.rpc("delete_company", { id }))).toEqual([
			"company_deleted",
		]);
	});

	it("when contacts are merged: their visitors and their conversations, too", async () => {
		const [vera, claim] = [await enters(true), await enters(false)];
		const { id } = (await claim.writes("Hello")).conversation;

		const events = await inStep(() =>
			story.grace.rpc("merge_contacts", { from_id: contactOf(claim), into_id: contactOf(vera) }),
		);

		expect(events).toEqual([
			"contact_changed",
			"contact_changed",
			"conversation_changed",
			"visitor_changed",
		]);
		const last = (await told()).filter(({ event }) => event === "conversation_changed").at(-1);
		expect(last?.payload.conversation).toEqual(
			(await story.grace.rpc("get_conversation", { id })).conversation,
		);
	});

	it("when a browser says or proves who it is", async () => {
		const visitor = await story.enters({ at: team });
		const externalId = randomUUID();
		let known: Visitor = visitor;

		await inStep(async () => {
			known = await enters(false, visitor, externalId);
		});
		await inStep(() => known.rpc("update_contact_metadata", { metadata: { plan: "pro" } }));
		await inStep(() => enters(true, known, externalId));
	});

	it("when somebody is blocked on every device, and let in again", async () => {
		const externalId = randomUUID();
		const phone = await enters(true, undefined, externalId);
		await enters(true, undefined, externalId);

		for (const act of ["block_visitor", "unblock_visitor"]) {
			expect(await inStep(() => story.ada.rpc(act, { visitor_id: phone.id }))).toEqual([
				"visitor_changed",
				"visitor_changed",
			]);
		}
	});
});

describe("visitors are told nothing of what the team does with contacts", () => {
	it("not of names, facts, companies or merges", async () => {
		const [vera, claim] = [await enters(true), await enters(false)];
		const { id } = (await claim.writes("Hello")).conversation;
		const theirs = [
			topics.visitor(claim.id),
			topics.visitor(vera.id),
			topics.contact(contactOf(vera)),
			topics.conversation(id),
		];
		const before = await announcedOn(story.sql, theirs);

		await change(contactOf(claim), { name: "Secret", metadata: { secret: true } });
		await story.grace.rpc("merge_contacts", {
			from_id: contactOf(claim),
			into_id: contactOf(vera),
		});

		expect(await announcedOn(story.sql, theirs)).toEqual(before);
		expect(JSON.stringify(await claim.rpc("list_conversations"))).not.toMatch(/secret/i);
	});
});
