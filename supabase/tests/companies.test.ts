import { randomUUID } from "node:crypto";
import { company, companyPage } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomeAfter } from "./support/crowd.ts";
import type { Claims } from "./support/stack.ts";
import { type Agent, openStory, type Story } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

const here = (args: Record<string, unknown> = {}) => ({
	website_id: story.acme.websiteId,
	...args,
});
const create = async (name: string, external_id: string | null = null) =>
	company.strict().parse(await story.grace.rpc("create_company", here({ name, external_id })));

describe("a company", () => {
	it("is made once by its name, and known by the site's own id", async () => {
		const name = `Rubin ${randomUUID()}`;
		const first = await create(` ${name} `, name);

		expect(first).toMatchObject({ name, externalId: name });
		expect(await create(name.toUpperCase())).toEqual(first);
		for (const [other, external_id] of [
			[name, "other"],
			["Another", name],
		]) {
			expect(
				await story.ada.refusal("create_company", here({ name: other, external_id })),
			).toMatchObject({ status: 409, message: "name_taken" });
		}
	});

	it("is renamed by anybody of the team, and not to another's name", async () => {
		const [a, b] = [await create(randomUUID()), await create(randomUUID())];

		const changed = await story.grace.rpc("update_company", {
			id: a.id,
			changes: { name: `${a.name}!`, externalId: a.id },
		});

		expect(changed).toEqual({ ...a, name: `${a.name}!`, externalId: a.id });
		expect(
			await story.grace.refusal("update_company", { id: a.id, changes: { name: b.name } }),
		).toMatchObject({ status: 409, message: "name_taken" });
	});

	it("is shown with its contacts, who stay without it when it is deleted", async () => {
		const { id: companyId, name } = await create(randomUUID());
		const contact = await story.grace.rpc(
			"create_contact",
			here({ contact: { externalId: randomUUID(), companyId } }),
		);
		const works = async () =>
			(await story.grace.rpc("list_contacts", here({ filter: { companyId } }))).contacts.map(
				({ id }: { id: string }) => id,
			);
		expect(contact.company).toMatchObject({ id: companyId, name });
		expect(await works()).toEqual([contact.id]);

		expect(await story.grace.refusal("delete_company", { id: companyId })).toMatchObject({
			status: 403,
			message: "not_allowed",
		});
		await story.adam.rpc("delete_company", { id: companyId });

		expect(await works()).toEqual([]);
		expect((await story.ada.rpc("get_contact", { id: contact.id })).contact.company).toBeNull();
		const [line] =
			await story.sql`select action, detail from public.audit_log where subject_id = ${companyId}`;
		expect(line).toEqual({ action: "company_deleted", detail: { name } });
	});

	it("keeps both changes of two who change it at once, and takes none once it is deleted", async () => {
		const { id, name } = await create(randomUUID());
		const by = ({ claims }: Agent, on: string, args: object) => ({
			name: on,
			claims: claims as Claims,
			args: { id, ...args },
		});
		const renames = by(story.grace, "update_company", { changes: { name: `${name}!` } });
		const deletes = by(story.ada, "delete_company", {});

		expect(
			await outcomeAfter(by(story.ada, "update_company", { changes: { externalId: id } }), renames),
		).toBe("ok");
		expect(
			await story.sql`select name, external_id from public.companies where id = ${id}`,
		).toMatchObject([{ name: `${name}!`, external_id: id }]);
		expect(await outcomeAfter(deletes, renames)).toBe("company_not_found");
	});

	it("is deleted once", async () => {
		const { id } = await create(randomUUID());
		const deletes = ({ claims }: Agent) => ({
			name: "delete_company",
			claims: claims as Claims,
			args: { id },
		});

		expect(await outcomeAfter(deletes(story.ada), deletes(story.adam))).toBe("company_not_found");
		expect(await story.sql`select from public.audit_log where subject_id = ${id}`).toHaveLength(1);
	});

	it("is gone at once, however many work for it, and they leave it by jobs", async () => {
		const [gone, kept] = [await create(randomUUID()), await create(randomUUID())];
		await story.sql`
			insert into public.contacts (organization_id, website_id, email, is_by_team, company_id)
			select ${story.acme.organizationId}, ${story.acme.websiteId}, n || ${`@${gone.name}.test`}, true,
				case when n <= 2100 then ${gone.id}::uuid else ${kept.id} end
			from generate_series(1, 2103) as n`;
		const work = ({ id }: { id: string }) => story.sql`
			select from public.contacts where company_id = ${id}`;
		const shown = async ({ id: companyId }: { id: string }) =>
			(await story.grace.rpc("list_contacts", here({ filter: { companyId } }))).contacts.length;
		const leave = ({ id }: { id: string }) =>
			story.service.rpc("leave_company", here({ company_id: id }));
		expect(await shown(gone)).toBe(50);

		await story.ada.rpc("delete_company", { id: gone.id });

		expect((await work(gone)).length).toBe(100);
		expect(await shown(gone)).toBe(0);
		const { contacts } = await story.grace.rpc("list_contacts", here({ limit: 100 }));
		for (const contact of contacts) expect(contact.company?.id).not.toBe(gone.id);
		const jobs = await story.sql`
			select payload from private.jobs
			where kind = 'leave_company' and payload ->> 'companyId' = ${gone.id}`;
		expect(jobs).toMatchObject([
			{ payload: { websiteId: story.acme.websiteId, companyId: gone.id } },
		]);
		await leave(gone);
		await leave(kept);
		expect([(await work(gone)).length, (await work(kept)).length]).toEqual([0, 3]);
	});

	it("is given to and taken from a contact", async () => {
		const { id: companyId } = await create(randomUUID());
		const { id } = await story.grace.rpc(
			"create_contact",
			here({ contact: { externalId: randomUUID() } }),
		);
		const set = (value: string | null) =>
			story.grace.rpc("update_contact", { id, changes: { companyId: value } });

		expect((await set(companyId)).company.id).toBe(companyId);
		expect((await set(null)).company).toBeNull();
	});

	it("of another website is nobody's to give", async () => {
		const other = await story.eve.rpc("create_company", {
			website_id: story.globex.websiteId,
			name: "Globex",
		});
		const { id } = await story.grace.rpc(
			"create_contact",
			here({ contact: { externalId: randomUUID() } }),
		);

		for (const refused of [
			await story.ada.refusal("update_contact", { id, changes: { companyId: other.id } }),
			await story.ada.refusal("update_company", { id: other.id, changes: { name: "Mine" } }),
			await story.ada.refusal("delete_company", { id: other.id }),
		]) {
			expect(refused).toMatchObject({ status: 404, message: "company_not_found" });
		}
	});

	it.each([
		[422, "name_invalid", { name: " " }],
		[422, "name_invalid", { name: null }],
		[422, "name_invalid", { name: "x".repeat(20_000) }],
		[400, "invalid_request", { name: "X", external_id: "" }],
		[400, "invalid_request", { name: "X", external_id: "x".repeat(20_000) }],
	])("is refused with %s %s: %j", async (status, message, args) => {
		expect(await story.ada.refusal("create_company", here(args))).toMatchObject({
			status,
			message,
		});
	});

	it.each<[number, string, unknown]>([
		[400, "invalid_request", null],
		[400, "invalid_request", {}],
		[400, "invalid_request", []],
		[400, "invalid_request", { name: 7 }],
		[400, "invalid_request", { externalId: {} }],
		[400, "invalid_request", { organizationId: "x" }],
		[422, "name_invalid", { name: " " }],
	])("is not changed, but refused with %s %s, by %j", async (status, message, changes) => {
		const { id } = await create(randomUUID());

		expect(await story.ada.refusal("update_company", { id, changes })).toMatchObject({
			status,
			message,
		});
	});
});

describe("the list of companies", () => {
	it("pages by key, newest first, by the beginning of a name", async () => {
		const word = randomUUID();
		for (const n of [1, 2, 3]) await create(`${word} ${n}`);
		const list = async (args: Record<string, unknown>) =>
			companyPage.strict().parse(await story.grace.rpc("list_companies", here(args)));

		const first = await list({ query: word.toUpperCase(), limit: 2 });
		const second = await list({ query: word, limit: 2, cursor: first.nextCursor });

		expect([...first.companies, ...second.companies].map(({ name }) => name)).toEqual(
			[3, 2, 1].map((n) => `${word} ${n}`),
		);
		expect(second.nextCursor).toBeNull();
		expect((await list({ query: "%" })).companies).toEqual([]);
	});
});

describe("while a company is being deleted", () => {
	const byAda = (name: string, args: Record<string, unknown>) => ({
		name,
		args,
		claims: story.ada.claims as Claims,
	});
	const someone = (facts: object = {}) => here({ contact: { externalId: randomUUID(), ...facts } });

	it("nobody new is put into it", async () => {
		const { id, companyId } = await openContact();

		expect(
			await outcomeAfter(
				byAda("delete_company", { id: companyId }),
				byAda("create_contact", someone({ companyId })),
			),
		).toBe("company_not_found");
		expect(
			await outcomeAfter(
				byAda("delete_company", { id: (await create(randomUUID())).id }),
				byAda("update_contact", { id, changes: { companyId } }),
			),
		).toBe("company_not_found");
	});

	it("its contacts are merged without it", async () => {
		const { id, companyId } = await openContact();
		const other = await story.ada.rpc("create_contact", someone());

		expect(
			await outcomeAfter(
				byAda("delete_company", { id: companyId }),
				byAda("merge_contacts", { from_id: id, into_id: other.id }),
			),
		).toBe("ok");
		expect(
			await story.sql`select company_id from public.contacts where id = ${other.id}`,
		).toMatchObject([{ company_id: null }]);
	});

	async function openContact() {
		const { id: companyId } = await create(randomUUID());
		const { id } = await story.ada.rpc("create_contact", someone({ companyId }));
		return { id: id as string, companyId };
	}
});
