import { describe, expect, it } from "vitest";
import { fakeJwt } from "./testing/fake-server.ts";
import { pass, settle, useStoppedClock, world } from "./testing/setup.ts";

useStoppedClock();

const HOUR = 3_600_000;
const vera = { externalId: "vera", email: "vera@acme.test", name: "Vera" };
const signed = (sub: string, iat: number) => ({
	token: fakeJwt({ sub, name: "Vera", aud: "pk_test", iat, exp: iat + 600, jti: `${iat}` }),
});

describe("I1: the same identity again", () => {
	it("costs no call, after a reload neither", async () => {
		const { server, browser } = world();
		const first = browser.open();
		first.client.start();
		const ids = await first.client.identify(vera);
		expect(ids).toEqual({
			contactId: "contact of vera",
			visitorId: first.client.session.get().visitor?.id,
		});
		const calls = server.callsOf("session").length;
		expect(await first.client.identify({ ...vera })).toEqual(ids);
		first.close();
		const second = browser.open();
		second.client.start();
		expect(await second.client.identify(vera)).toEqual(ids);
		expect(server.callsOf("session")).toHaveLength(calls);
	});

	it("costs no call when it was only signed afresh", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await client.identify(signed("vera", 1_000));
		const calls = server.callsOf("session").length;
		await client.identify(signed("vera", 2_000));
		expect(server.callsOf("session")).toHaveLength(calls);
	});

	it("with another name is told", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await client.identify(vera);
		const calls = server.callsOf("session").length;
		await client.identify({ ...vera, name: "Vera Rubin" });
		expect(server.callsOf("session")).toHaveLength(calls + 1);
		expect(client.session.get().visitor?.contact?.name).toBe("Vera Rubin");
	});

	it("signed after unsigned is told: now it is proven", async () => {
		const { browser } = world();
		const { client } = browser.open();
		client.start();
		await client.identify({ externalId: "vera", name: "Vera" });
		expect(client.session.get().visitor?.contact?.isVerified).toBe(false);
		await client.identify(signed("vera", 1_000));
		expect(client.session.get().visitor?.contact?.isVerified).toBe(true);
	});
});

describe("I2: another externalId", () => {
	it.each([
		["unsigned", { externalId: "eve" }],
		["signed", signed("eve", 1_000)],
	])("is somebody else (%s)", async (_name, eve) => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await client.identify(vera);
		const before = client.session.get().visitor?.id;
		const id = client.newConversationId();
		client.watchConversation(id);
		await client.sendMessage(id, { text: "my card number is" });
		client.saveDraft(id, "1234");
		const calls = server.callsOf("session").length;

		const done = client.identify(eve);
		expect(client.conversation(id).get().items).toEqual([]);
		expect(client.draft(id)).toBe("");
		await done;
		expect(client.session.get().visitor?.id).not.toBe(before);
		expect(client.session.get().visitor?.contact?.id).toBe("contact of eve");
		expect(server.callsOf("session")).toHaveLength(calls + 1);
	});

	it("is not suspected when only the email is given", async () => {
		const { browser } = world();
		const { client } = browser.open();
		client.start();
		await client.identify(vera);
		const before = client.session.get().visitor?.id;
		await client.identify({ email: "vera@home.test" });
		expect(client.session.get().visitor?.id).toBe(before);
	});
});

it("I3: an identity given before the session stands travels with the call that opens it", async () => {
	const { server, browser } = world();
	const { client } = browser.open();
	const done = client.identify(vera);
	client.start();
	await done;
	await settle();
	expect(server.callsOf("session")).toMatchObject([{ body: { identity: vera } }]);
	expect(client.session.get()).toMatchObject({
		phase: "ready",
		visitor: { contact: { name: "Vera" } },
	});
});

describe("I4: an identity that is refused", () => {
	it("rejects, and costs the visitor nothing else", async () => {
		const { browser } = world();
		const { client } = browser.open();
		client.start();
		await client.ready();
		const before = client.session.get();
		await expect(client.identify(signed("forged", 1_000))).rejects.toMatchObject({
			code: "identity_token_invalid",
		});
		expect(client.session.get()).toEqual(before);
	});

	it("of somebody else leaves nothing of the former visitor, and a new one", async () => {
		const { browser } = world();
		const { client } = browser.open();
		client.start();
		await client.identify(vera);
		const before = client.session.get().visitor?.id;
		await expect(client.identify(signed("forged", 1_000))).rejects.toMatchObject({
			code: "identity_token_invalid",
		});
		await settle();
		expect(client.session.get()).toMatchObject({ phase: "ready", visitor: { contact: null } });
		expect(client.session.get().visitor?.id).not.toBe(before);
	});

	it("leaves a new browser with a visitor without identity", async () => {
		const { browser } = world();
		const { client } = browser.open();
		const done = client.identify(signed("forged", 1_000));
		client.start();
		await expect(done).rejects.toMatchObject({ code: "identity_token_invalid" });
		await settle();
		expect(client.session.get()).toMatchObject({ phase: "ready", visitor: { contact: null } });
	});
});

describe("I5: metadata", () => {
	it("is merged, and the visitor updated", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await client.identify(vera);
		server.between(async (call, proceed) =>
			call.name === "update_contact_metadata"
				? Response.json({ ...(await proceed().json()), metadataHash: "h2" })
				: proceed(),
		);
		const updated = await client.updateContactMetadata({ plan: "pro" });
		expect(updated.contact?.metadataHash).toBe("h2");
		expect(client.session.get().visitor).toEqual(updated);
		expect(server.callsOf("update_contact_metadata")[0]?.body).toEqual({
			metadata: { plan: "pro" },
		});
	});

	it("that says nothing new makes no call, in any order, at once or later", async () => {
		const { server, browser } = world();
		const first = browser.open();
		first.client.start();
		await first.client.identify(vera);
		await Promise.all([
			first.client.updateContactMetadata({ plan: "pro", seats: 3 }),
			first.client.updateContactMetadata({ seats: 3, plan: "pro" }),
		]);
		await first.client.updateContactMetadata({ seats: 3, plan: "pro" });
		first.close();
		const second = browser.open();
		second.client.start();
		await second.client.updateContactMetadata({ plan: "pro", seats: 3 });
		expect(server.callsOf("update_contact_metadata")).toHaveLength(1);
		await second.client.updateContactMetadata({ plan: "free" });
		expect(server.callsOf("update_contact_metadata")).toHaveLength(2);
	});

	it("that the server has already, by its hash, makes no call", async () => {
		const { server, browser } = world();
		// SHA-256 of {"plan":"pro"}
		const metadataHash = await hash('{"plan":"pro"}');
		server.between(async (call, proceed) => {
			const answer = await proceed().json();
			if (answer.visitor?.contact) answer.visitor.contact.metadataHash = metadataHash;
			return Response.json(answer, { status: call.name === "session" ? 200 : 201 });
		});
		const { client } = browser.open();
		client.start();
		await client.identify(vera);
		await client.updateContactMetadata({ plan: "pro" });
		expect(server.callsOf("update_contact_metadata")).toHaveLength(0);
	});

	it("is sent again when somebody has changed it since", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await client.identify(vera);
		await client.updateContactMetadata({ plan: "pro" });
		server.between(async (call, proceed) => {
			const answer = await proceed().json();
			if (call.name === "session") answer.visitor.contact.metadataHash = "changed";
			return Response.json(answer);
		});
		await pass(2 * HOUR);
		await client.ready();
		await client.updateContactMetadata({ plan: "pro" });
		expect(server.callsOf("update_contact_metadata")).toHaveLength(2);
	});

	it("needs an identified visitor", async () => {
		const { browser } = world();
		const { client } = browser.open();
		client.start();
		await expect(client.updateContactMetadata({ plan: "pro" })).rejects.toMatchObject({
			code: "contact_not_found",
		});
	});
});

it("I6: a page is reported at most once a minute, over reloads too", async () => {
	const { server, browser } = world();
	const first = browser.open();
	first.client.start();
	await first.client.ready();
	const cart = { url: "https://acme.test/cart", title: "Cart" };
	await first.client.touchVisitor(cart);
	await first.client.touchVisitor(cart);
	first.close();
	const second = browser.open();
	second.client.start();
	await second.client.touchVisitor(cart);
	expect(server.callsOf("touch_visitor")).toMatchObject([{ body: { page: cart } }]);
	await pass(61_000);
	await second.client.touchVisitor(cart);
	expect(server.callsOf("touch_visitor")).toHaveLength(2);
});

async function hash(text: string): Promise<string> {
	const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
	return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
