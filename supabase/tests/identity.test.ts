import { randomUUID } from "node:crypto";
import { publicContact } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Identity, openStory, type Story } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

/** Somebody the site knows: an id and an address that no other test uses. */
function person(change: Partial<Identity> = {}): Identity {
	const externalId = randomUUID();
	return { isVerified: true, externalId, email: `${externalId}@shop.example`, ...change };
}
const unsigned = (identity: Identity): Identity => ({ ...identity, isVerified: false });
const contactsOf = (externalId: string | undefined) => story.sql`
	select * from public.contacts
	where website_id = ${story.acme.websiteId} and external_id = ${externalId ?? ""} order by created_at`;

describe("an unsigned identity", () => {
	it("labels the visitor for the team, marked as unverified", async () => {
		const vera = await story.enters({
			identity: unsigned(person({ name: "Vera", metadata: { plan: "pro" } })),
		});

		expect(publicContact.strict().parse(vera.visitor.contact)).toMatchObject({
			name: "Vera",
			isVerified: false,
		});
		const { conversation } = await vera.writes("Hello");
		const screen = await story.ada.rpc("get_conversation", { id: conversation.id });
		expect(screen.contact).toMatchObject({
			name: "Vera",
			isVerified: false,
			metadata: { plan: "pro" },
		});
	});

	it("sees nothing of a verified person with the same id and address", async () => {
		const vera = person({ name: "Vera" });
		const home = await story.enters({ identity: vera });
		const { conversation } = await home.writes("My card number is…");

		const thief = await story.enters({ identity: unsigned(vera) });

		expect(thief.visitor.contact?.isVerified).toBe(false);
		expect(thief.visitor.contact?.id).not.toBe(home.visitor.contact?.id);
		expect(thief.claims).not.toHaveProperty("contact_id");
		expect((await thief.rpc("list_conversations")).conversations).toEqual([]);
		expect(
			await thief.refusal("list_timeline", { conversation_id: conversation.id }),
		).toMatchObject({ status: 404 });
	});

	it("changes nothing of what the backend has vouched for", async () => {
		const vera = person({ name: "Vera", metadata: { plan: "free" } });
		const signed = await story.enters({ identity: vera });

		const again = await story.enters({
			as: signed,
			identity: unsigned({ ...vera, name: "The Queen", metadata: { plan: "enterprise" } }),
		});

		expect(again.visitor.contact).toEqual(signed.visitor.contact);
	});

	it("is refused where the website asks for signed ones", async () => {
		const { sql, globex } = story;
		await sql`update public.websites set identity_verification = 'required' where id = ${globex.websiteId}`;

		await expect(story.enters({ at: globex, identity: unsigned(person()) })).rejects.toMatchObject({
			status: 403,
			message: "identity_token_required",
		});
		expect(
			(await story.enters({ at: globex, identity: person() })).visitor.contact?.isVerified,
		).toBe(true);
	});

	it.each([
		["names nobody", { isVerified: false }],
		["names nobody but says who", { isVerified: false, name: "Vera" }],
	])("that %s is refused", async (_, identity) => {
		expect(await story.isRefused({ identity })).toMatchObject({
			status: 400,
			message: "invalid_request",
		});
	});

	it.each([
		["an object within", { address: { city: "Bern" } }],
		["a list within", { tags: ["a"] }],
		["an endless text", { bio: "x".repeat(2001) }],
		["an endless key", { ["k".repeat(65)]: 1 }],
		["a key without a name", { "": 1 }],
	])("with metadata that has %s is refused", async (_, metadata) => {
		expect(await story.isRefused({ identity: { ...person(), metadata } })).toMatchObject({
			status: 422,
			message: "metadata_invalid",
		});
	});
});

describe("a signed identity", () => {
	it("shares history across devices, both ways", async () => {
		const vera = person({ name: "Vera" });
		const laptop = await story.enters({ identity: vera });
		const { conversation } = await laptop.writes("From my laptop");

		const phone = await story.enters({ identity: vera });
		await phone.writes("And from my phone", { conversationId: conversation.id });

		for (const device of [laptop, phone]) {
			const { items } = await device.rpc("list_timeline", { conversation_id: conversation.id });
			expect(items.map(({ text }: { text: string }) => text)).toEqual([
				"From my laptop",
				"And from my phone",
			]);
			expect((await device.rpc("list_conversations")).conversations).toHaveLength(1);
		}
		expect(phone.visitor.contact).toEqual(laptop.visitor.contact);
	});

	it("takes along what was written before, and replaces the label", async () => {
		const vera = person({ name: "Vera" });
		const before = await story.enters({ identity: unsigned({ ...vera, name: "V." }) });
		const { conversation } = await before.writes("Hello");

		const after = await story.enters({ as: before, identity: vera });

		expect(after.id).toBe(before.id);
		expect(await contactsOf(vera.externalId)).toMatchObject([{ is_verified: true, name: "Vera" }]);
		const phone = await story.enters({ identity: vera });
		expect((await phone.rpc("list_conversations")).conversations).toMatchObject([
			{ id: conversation.id },
		]);
		const screen = await story.ada.rpc("get_conversation", { id: conversation.id });
		expect(screen.items.at(-1)).toMatchObject({
			visibility: "private",
			parts: [{ eventType: "visitor_identified" }],
		});
		expect(
			(await phone.rpc("list_timeline", { conversation_id: conversation.id })).items,
		).toHaveLength(1);
	});

	it("belongs to its website: the same person elsewhere is another contact", async () => {
		const vera = person();
		const home = await story.enters({ identity: vera });
		const { conversation } = await home.writes("Hello");

		const away = await story.enters({ at: story.globex, identity: vera });

		expect(away.visitor.contact?.id).not.toBe(home.visitor.contact?.id);
		expect(await away.refusal("list_timeline", { conversation_id: conversation.id })).toMatchObject(
			{
				status: 404,
			},
		);
	});

	it("arriving twenty times at once is one contact", async () => {
		const vera = person();

		const devices = await Promise.all(
			Array.from({ length: 20 }, () => story.enters({ identity: vera })),
		);

		expect(new Set(devices.map(({ visitor }) => visitor.contact?.id)).size).toBe(1);
	});

	it("keeps an address with whom the backend named last", async () => {
		const email = `${randomUUID()}@shop.example`;
		const old = await story.enters({ identity: person({ email }) });

		const now = await story.enters({ identity: person({ email: email.toUpperCase() }) });

		expect(now.visitor.contact?.email).toBe(email.toUpperCase());
		expect((await story.enters({ as: old })).visitor.contact).toMatchObject({
			id: old.visitor.contact?.id,
			email: null,
		});
	});

	it("makes new conversations the contact's, even under a token from before", async () => {
		const vera = person();
		const before = await story.enters();
		await story.enters({ as: before, identity: vera });

		const { conversation } = await before.writes("Still my old token");

		const phone = await story.enters({ identity: vera });
		expect((await phone.rpc("list_conversations")).conversations).toMatchObject([
			{ id: conversation.id },
		]);
	});
});

describe("somebody else in the same browser", () => {
	it.each([
		["signed after signed", person(), person()],
		["unsigned after signed", person(), unsigned(person())],
		["unsigned after unsigned", unsigned(person()), unsigned(person())],
		["signed after unsigned", unsigned(person()), person()],
		[
			"an unsigned address after a signed person",
			person(),
			{ isVerified: false, email: `${randomUUID()}@shop.example` },
		],
	])(
		"%s becomes a visitor of their own and sees nothing of the first",
		async (_, first, second) => {
			const vera = await story.enters({ identity: first });
			const { conversation } = await vera.writes("Private");

			const other = await story.enters({ as: vera, identity: second });

			expect(other.id).not.toBe(vera.id);
			expect((await other.rpc("list_conversations")).conversations).toEqual([]);
			expect(
				await other.refusal("list_timeline", { conversation_id: conversation.id }),
			).toMatchObject({ status: 404 });
			expect((await story.enters({ as: other })).id).toBe(other.id);
		},
	);

	it("is not suspected when the address is written another way", async () => {
		const vera = person();
		const first = await story.enters({ identity: vera });

		const again = await story.enters({
			as: first,
			identity: { isVerified: false, email: String(vera.email).toUpperCase() },
		});

		expect(again.id).toBe(first.id);
	});
});

describe("metadata", () => {
	it("is merged, latest word first, and hashed as any JSON library can", async () => {
		const vera = await story.enters({
			identity: person({ metadata: { plan: "free", seats: 3, ä: null } }),
		});

		const contact = publicContact
			.strict()
			.parse(
				await vera.rpc("update_contact_metadata", { metadata: { plan: "pro", trial: false } }),
			);

		const merged = { plan: "pro", seats: 3, trial: false, ä: null };
		const bytes = new TextEncoder().encode(JSON.stringify(merged));
		const digest = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
		expect(contact.metadataHash).toBe(digest);
		const [row] = await story.sql`select * from public.contacts where id = ${contact.id}`;
		expect(row).toMatchObject({
			metadata: { plan: "free", seats: 3, ä: null },
			claimed_metadata: { plan: "pro", trial: false },
		});
	});

	it("told by the backend takes the place of what the browser claimed", async () => {
		const vera = person({ metadata: { plan: "free" } });
		const first = await story.enters({ identity: vera });
		await first.rpc("update_contact_metadata", { metadata: { plan: "enterprise", note: "x" } });

		await story.enters({ as: first, identity: { ...vera, metadata: { plan: "pro" } } });

		const [row] = await contactsOf(vera.externalId);
		expect([row?.metadata, row?.claimed_metadata]).toEqual([{ plan: "pro" }, { note: "x" }]);
	});

	it("that changes nothing is not written", async () => {
		const vera = await story.enters({ identity: person({ metadata: { plan: "free" } }) });
		const row = async () =>
			(
				await story.sql`select xmin::text from public.contacts where id = ${vera.visitor.contact?.id ?? ""}`
			)[0];
		const before = await row();

		await vera.rpc("update_contact_metadata", { metadata: { plan: "free" } });

		expect(await row()).toEqual(before);
	});

	it("of nobody known is refused, and so is what is not flat", async () => {
		const vera = await story.enters();
		expect(
			await vera.refusal("update_contact_metadata", { metadata: { plan: "pro" } }),
		).toMatchObject({ status: 404, message: "contact_not_found" });

		const known = await story.enters({ identity: person() });
		for (const metadata of [{ a: { b: 1 } }, [1]]) {
			expect(await known.refusal("update_contact_metadata", { metadata })).toMatchObject({
				status: 422,
				message: "metadata_invalid",
			});
		}
	});
});

describe("more facts than a contact may have", () => {
	/** Forty thousand characters of facts, of which one contact holds no two lots. */
	const lot = (name: string) =>
		Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`${name}${n}`, "x".repeat(2_000)]));
	const refused = { status: 422, message: "metadata_invalid" };

	it("are refused to a browser that goes on to tell them", async () => {
		const vera = await story.enters({ identity: person({ metadata: lot("a") }) });
		await vera.rpc("update_contact_metadata", { metadata: lot("b") });

		expect(await vera.refusal("update_contact_metadata", { metadata: lot("c") })).toMatchObject(
			refused,
		);
	});

	it.each([true, false])("are refused with an identity (signed: %s)", async (isVerified) => {
		const identity = person({ isVerified, metadata: lot("a") });
		const vera = await story.enters({ identity });

		const again = {
			visitor: { id: vera.id, refreshSecretHash: vera.secretHash },
			identity: { ...identity, metadata: lot("b") },
		};
		expect(await story.isRefused(again)).toMatchObject(refused);
	});

	it("don't keep two contacts from being one: those of the one that stays are kept", async () => {
		const { externalId = "", email = "" } = person();
		await story.enters({ identity: { isVerified: true, externalId, metadata: lot("a") } });
		await story.enters({ identity: { isVerified: true, email, metadata: lot("b") } });

		await story.enters({ identity: { isVerified: true, externalId, email } });

		expect(await contactsOf(externalId)).toMatchObject([{ email, metadata: lot("a") }]);
	});

	it("don't keep the team from merging two", async () => {
		const make = (name: string) =>
			story.ada.rpc("create_contact", {
				website_id: story.acme.websiteId,
				contact: { externalId: randomUUID(), metadata: lot(name) },
			});
		const [gone, kept] = [await make("a"), await make("b")];

		const merged = await story.ada.rpc("merge_contacts", { from_id: gone.id, into_id: kept.id });

		expect(merged.teamMetadata).toEqual(lot("b"));
	});
});
