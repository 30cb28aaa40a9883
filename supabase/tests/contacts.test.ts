import { randomUUID } from "node:crypto";
import {
	contactDetails,
	contactPage,
	openedContact,
	visitorPage,
} from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStory, type Story } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

const create = async (contact: Record<string, unknown>) =>
	contactDetails
		.strict()
		.parse(await story.grace.rpc("create_contact", { website_id: story.acme.websiteId, contact }));
const update = async (id: string, changes: Record<string, unknown>) =>
	contactDetails.strict().parse(await story.grace.rpc("update_contact", { id, changes }));
const open = async (id: string) =>
	openedContact.strict().parse(await story.grace.rpc("get_contact", { id }));
const rowOf = async (id: string) =>
	(await story.sql`select xmin::text, * from public.contacts where id = ${id}`)[0];
const contactOf = (visitor: { visitor: { contact: { id: string } | null } }) =>
	String(visitor.visitor.contact?.id);

describe("a contact that the team makes", () => {
	it("is the team's word: shown to it, and verified by nobody", async () => {
		const externalId = randomUUID();

		const contact = await create({ externalId, name: " Vera ", metadata: { plan: "pro" } });

		expect(contact).toMatchObject({
			externalId,
			name: "Vera",
			isByTeam: true,
			isVerified: false,
			teamMetadata: { plan: "pro" },
			verifiedMetadata: {},
			claimedMetadata: {},
		});
	});

	it("made again with the same id answers as before, whatever it says then", async () => {
		const id = randomUUID();
		const contact = { id, email: `${id}@shop.example`, name: "Vera" };

		const answers = await Promise.all([1, 2, 3, 4].map(() => create(contact)));

		expect(answers.slice(1)).toEqual(Array(3).fill(answers[0]));
	});

	it("is refused where the backend or the team knows the name, not where a browser claims it", async () => {
		const [verified, byTeam, claimed] = [randomUUID(), randomUUID(), randomUUID()];
		await story.enters({ identity: { isVerified: true, externalId: verified } });
		await create({ externalId: byTeam });
		await story.enters({ identity: { isVerified: false, externalId: claimed } });
		const { acme, grace } = story;

		for (const externalId of [verified, byTeam]) {
			expect(
				await grace.refusal("create_contact", {
					website_id: acme.websiteId,
					contact: { externalId },
				}),
			).toMatchObject({ status: 409, message: "contact_exists" });
		}
		expect((await create({ externalId: claimed })).externalId).toBe(claimed);
	});

	it("becomes the verified one when the backend vouches for the person, with what the team began", async () => {
		const externalId = randomUUID();
		const { id } = await create({ externalId, name: "Our Vera", metadata: { tier: 1 } });
		const conversation_id = randomUUID();
		await story.ada.rpc("start_conversation", {
			website_id: story.acme.websiteId,
			conversation_id,
			id: randomUUID(),
			text: "Welcome",
			contact_id: id,
		});
		const claims = await story.enters({ identity: { isVerified: false, externalId } });
		expect((await claims.rpc("list_conversations")).conversations).toEqual([]);

		const vera = await story.enters({ identity: { isVerified: true, externalId, name: "Vera" } });

		expect(contactOf(vera)).toBe(id);
		expect((await vera.rpc("list_conversations")).conversations).toMatchObject([
			{ id: conversation_id },
		]);
		expect((await open(id)).contact).toMatchObject({
			isVerified: true,
			name: "Our Vera",
			teamMetadata: { tier: 1 },
		});
		expect(JSON.stringify(vera.visitor)).not.toContain("Our Vera");
		expect((await claims.rpc("list_conversations")).conversations).toEqual([]);
	});

	it("by address and the verified one by id become one, when the backend names both", async () => {
		const [externalId, email] = [randomUUID(), `${randomUUID()}@shop.example`];
		const vera = await story.enters({ identity: { isVerified: true, externalId } });
		await vera.writes("Hello");
		const { id } = await create({ email, metadata: { tier: 1 } });

		await story.enters({ as: vera, identity: { isVerified: true, externalId, email } });

		expect((await open(contactOf(vera))).contact).toMatchObject({
			email,
			teamMetadata: { tier: 1 },
		});
		expect(await story.ada.refusal("get_contact", { id })).toMatchObject({
			status: 404,
			message: "contact_not_found",
		});
	});
});

describe("what the team says of a contact", () => {
	it("stays apart from what its backend and its browsers say", async () => {
		const identity = { isVerified: true, externalId: randomUUID(), metadata: { plan: "pro" } };
		const vera = await story.enters({ identity: { ...identity, name: "Vera" } });
		await vera.rpc("update_contact_metadata", { metadata: { plan: "enterprise", mood: "good" } });
		const before = await story.enters({ as: vera });

		const contact = await update(contactOf(vera), { name: "Boss", metadata: { mood: "angry" } });

		expect(contact).toMatchObject({
			name: "Boss",
			metadata: { plan: "pro", mood: "angry" },
			verifiedMetadata: { plan: "pro" },
			teamMetadata: { mood: "angry" },
			claimedMetadata: { plan: "enterprise", mood: "good" },
		});
		expect((await story.enters({ as: before })).visitor).toEqual(before.visitor);
	});

	it("is merged, forgotten by null, and written only when it changes", async () => {
		const { id } = await create({ externalId: randomUUID(), metadata: { plan: "pro", seats: 3 } });
		await update(id, { metadata: { plan: null, tier: 1 } });
		const before = await rowOf(id);
		expect(before?.team_metadata).toEqual({ seats: 3, tier: 1 });

		await update(id, { metadata: { tier: 1, gone: null } });

		expect(await rowOf(id)).toEqual(before);
	});

	it.each([
		["a browser", false],
		["the backend", true],
	])("never changes what %s says of who it is", async (_, isVerified) => {
		const vera = await story.enters({ identity: { isVerified, externalId: randomUUID() } });
		const id = contactOf(vera);
		const before = await rowOf(id);

		for (const changes of [
			{ email: "eve@shop.example" },
			{ externalId: "eve" },
			{ image: "https://shop.example/eve.png" },
		]) {
			expect(await story.ada.refusal("update_contact", { id, changes })).toMatchObject({
				status: 409,
				message: "contact_not_editable",
			});
		}
		expect(await rowOf(id)).toEqual(before);
	});

	it("may correct the address of one it made, unless somebody else has it", async () => {
		const [mine, other] = [`${randomUUID()}@shop.example`, `${randomUUID()}@shop.example`];
		await create({ email: other });
		const { id } = await create({ externalId: randomUUID() });

		expect(await update(id, { email: mine.toUpperCase() })).toMatchObject({ email: mine });
		expect(
			await story.ada.refusal("update_contact", { id, changes: { email: other } }),
		).toMatchObject({ status: 409, message: "contact_exists" });
	});
});

describe("a session that says what is known", () => {
	it.each([
		["signed", true],
		["unsigned", false],
	])("%s, writes nothing of its contact", async (_, isVerified) => {
		const identity = {
			isVerified,
			externalId: randomUUID(),
			email: `${randomUUID()}@shop.example`,
			name: "Vera",
			metadata: { plan: "pro" },
		};
		const vera = await story.enters({ identity });
		const before = await rowOf(contactOf(vera));

		await story.enters({ as: vera, identity });

		expect(await rowOf(contactOf(vera))).toEqual(before);
	});
});

describe("hostile words about a contact", () => {
	it.each([
		[400, "invalid_request", null],
		[400, "invalid_request", []],
		[400, "invalid_request", {}],
		[400, "invalid_request", "vera"],
		[400, "invalid_request", { name: "Nobody" }],
		[400, "invalid_request", { externalId: "" }],
		[400, "invalid_request", { externalId: 7 }],
		[400, "invalid_request", { externalId: "x".repeat(256) }],
		[400, "invalid_request", { externalId: "x", name: "x".repeat(20_000) }],
		[400, "invalid_request", { externalId: "x", image: "javascript:alert(1)" }],
		[400, "invalid_request", { externalId: "x", isVerified: true }],
		[400, "invalid_request", { externalId: "x", mergedIntoId: randomUUID() }],
		[400, "invalid_request", { externalId: "x", id: "1 or 1=1" }],
		[422, "email_invalid", { email: "vera" }],
		[422, "email_invalid", { email: `${"x".repeat(20_000)}@shop.example` }],
		[422, "metadata_invalid", { externalId: "x", metadata: { a: { b: 1 } } }],
		[422, "metadata_invalid", { externalId: "x", metadata: "facts" }],
		[422, "metadata_invalid", { externalId: "x", metadata: { a: "x".repeat(2_001) } }],
		[404, "company_not_found", { externalId: "x", companyId: randomUUID() }],
	])("are refused with %s %s: %j", async (status, message, contact) => {
		const count = async () =>
			(
				await story.sql`select count(*)::int as n from public.contacts where website_id = ${story.acme.websiteId}`
			)[0]?.n;
		const before = await count();

		expect(
			await story.ada.refusal("create_contact", { website_id: story.acme.websiteId, contact }),
		).toMatchObject({ status, message });
		expect(await count()).toBe(before);
	});

	it("may not take an id that is in use", async () => {
		const { grace, eve, acme, globex } = story;
		const { id } = await create({ externalId: randomUUID() });
		const contact = { id, externalId: randomUUID() };

		expect(
			await eve.refusal("create_contact", { website_id: globex.websiteId, contact }),
		).toMatchObject({ status: 409, message: "id_taken" });
		const vera = await story.enters({ identity: { isVerified: true, externalId: randomUUID() } });
		expect(
			await grace.refusal("create_contact", {
				website_id: acme.websiteId,
				contact: { ...contact, id: contactOf(vera) },
			}),
		).toMatchObject({ status: 409, message: "id_taken" });
	});

	it("hold more facts than fit, in small steps", async () => {
		const { id } = await create({ externalId: randomUUID() });
		const facts = (from: number) =>
			Object.fromEntries(
				Array.from({ length: 25 }, (_, n) => [`fact${from + n}`, randomUUID().repeat(50)]),
			);

		await update(id, { metadata: facts(0) });
		expect(
			await story.ada.refusal("update_contact", { id, changes: { metadata: facts(100) } }),
		).toMatchObject({ status: 422, message: "metadata_invalid" });
	});
});

describe("the list of contacts", () => {
	const list = async (args: Record<string, unknown>) =>
		contactPage
			.strict()
			.parse(await story.grace.rpc("list_contacts", { website_id: story.acme.websiteId, ...args }));

	it("pages by key, newest first, and misses nobody", async () => {
		const word = `w${randomUUID().slice(0, 8)}`;
		for (const n of [1, 2, 3, 4, 5]) await create({ externalId: `${word}-${n}` });
		const found: unknown[] = [];
		let cursor: string | null = null;

		do {
			const page: Awaited<ReturnType<typeof list>> = await list({
				filter: { query: word },
				limit: 2,
				cursor,
			});
			found.push(...page.contacts.map(({ externalId }) => externalId));
			cursor = page.nextCursor;
		} while (cursor);

		expect(found).toEqual([5, 4, 3, 2, 1].map((n) => `${word}-${n}`));
	});

	it("finds by name, address and id, whoever says so", async () => {
		const [a, b] = [randomUUID().slice(0, 8), randomUUID().slice(0, 8)];
		const claimed = await story.enters({
			identity: { isVerified: false, email: `q${a}@shop.example`, name: "Élodie" },
		});
		const byTeam = await create({ externalId: `q${b}`, name: "Zoë Zebra" });
		const found = async (query: string, rest = {}) =>
			(await list({ filter: { query, ...rest } })).contacts.map(({ id }) => id);

		expect(await found(`elodie q${a.slice(0, 6)}`)).toEqual([contactOf(claimed)]);
		expect(await found(`q${b} zoe zeb`)).toEqual([byTeam.id]);
		expect(await found(`q${b}`, { isVerified: true })).toEqual([]);
		expect(await found(`q${b}`, { isVerified: false })).toEqual([byTeam.id]);
	});

	it.each([
		[{ filter: { query: "" } }],
		[{ filter: { query: "x".repeat(20_000) } }],
		[{ filter: { query: 7 } }],
		[{ filter: { companyId: "x" } }],
		[{ filter: { isVerified: "yes" } }],
		[{ filter: { "1=1; --": true } }],
		[{ filter: [] }],
		[{ cursor: "'; drop table public.contacts; --" }],
	])("refuses %j", async (args) => {
		expect(
			await story.ada.refusal("list_contacts", { website_id: story.acme.websiteId, ...args }),
		).toMatchObject({ status: 400, message: "invalid_request" });
	});
});

describe("the list of visitors", () => {
	it("shows who was seen last, who they are, and who is probably the same browser", async () => {
		const vera = await story.enters({ identity: { isVerified: true, externalId: randomUUID() } });
		const [bob, carl] = [await story.enters(), await story.enters()];
		const fingerprint = randomUUID();
		await story.sql`
			update public.visitors set fingerprint = ${fingerprint} where id = any (${[vera.id, bob.id]})`;
		const list = async (args = {}) =>
			visitorPage
				.strict()
				.parse(
					await story.grace.rpc("list_visitors", { website_id: story.acme.websiteId, ...args }),
				);

		const first = await list({ limit: 2 });
		const second = await list({ limit: 2, cursor: first.nextCursor });

		expect([...first.visitors, ...second.visitors]).toMatchObject([
			{ visitor: { id: carl.id }, contact: null, sameBrowserAs: [] },
			{ visitor: { id: bob.id, isBlocked: false }, sameBrowserAs: [vera.id] },
			{ visitor: { id: vera.id }, contact: { id: contactOf(vera) }, sameBrowserAs: [bob.id] },
			{},
		]);
		expect(JSON.stringify(vera.visitor)).not.toContain(bob.id);
	});

	it("takes no hint from what many browsers share", async () => {
		const many = await Promise.all([1, 2, 3, 4, 5].map(() => story.enters()));
		await story.sql`
			update public.visitors set fingerprint = 'common' where id = any (${many.map(({ id }) => id)})`;

		const { visitors } = await story.grace.rpc("list_visitors", {
			website_id: story.acme.websiteId,
			limit: 5,
		});

		for (const { sameBrowserAs } of visitors) expect(sameBrowserAs).toEqual([]);
	});
});
