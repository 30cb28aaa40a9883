import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { confirmed, eventually, replaceToken, texts, useRealStory } from "./testing/real-story.ts";

const { ada, acme, aBrowser, veraHasWritten, stored } = useRealStory();

describe("session", () => {
	it("S1, S2: becomes a visitor, and stays it after a reload without asking for a session", async () => {
		const browser = aBrowser();
		const first = browser.open();
		const { visitor, website } = await first.ready();
		expect(website.name).toBe("Acme");
		browser.close(first);
		browser.asked.length = 0;

		const second = browser.open();
		expect(second.session.get()).toMatchObject({ phase: "ready", visitor: { id: visitor.id } });
		expect(await second.conversations.list()).toEqual([]);
		expect(browser.asked).not.toContain("visitor-session");
	});

	it("S6: an expired token is renewed, and the call repeated", async () => {
		const { browser, client, id } = await veraHasWritten();
		browser.close(client);
		await replaceToken(browser, { from: -7_200, to: -3_600 });
		browser.asked.length = 0;

		const second = browser.open();
		expect((await second.conversations.list()).map((one) => one.id)).toEqual([id]);
		expect(browser.asked.filter((name) => name !== "touch_visitor")).toEqual([
			"list_conversations",
			"visitor-session",
			"list_conversations",
		]);
		expect(second.session.get().visitor?.id).toBe(client.session.get().visitor?.id);
	});

	it("E1: a wrong public key is said in a sentence", async () => {
		await expect(aBrowser("pk_nobody").open().ready()).rejects.toMatchObject({
			code: "public_key_invalid",
			status: 401,
			message: expect.stringMatching(/^[A-Z].+\.$/),
		});
	});

	it("S10: after a reset nothing of the former visitor can be had", async () => {
		const { client, id } = await veraHasWritten();
		const before = client.session.get().visitor?.id;
		await client.reset();
		expect(client.session.get().visitor?.id).not.toBe(before);
		expect(texts(client, id)).toEqual([]);
		await expect(client.conversations.get(id)).rejects.toMatchObject({
			code: "conversation_not_found",
			status: 404,
		});
	});
});

describe("messages", () => {
	it("T3: go both ways, live", async () => {
		const { client, id } = await veraHasWritten();
		await ada().replies(id, "Hi Vera");
		await ada().notes(id, "She is nice");
		await eventually(() => expect(texts(client, id)).toEqual(["Hello", "Hi Vera"]));
		expect(client.conversationList.get().unreadCount).toBe(1);
		await client.sendMessage(id, { text: "How are you?" });
		expect(texts(client, id)).toEqual(["Hello", "Hi Vera", "How are you?"]);
		expect(await stored(id)).toEqual(["Hello", "Hi Vera", "She is nice", "How are you?"]);
	});

	it("O1: bring the greetings that stood on screen, and reopen what was resolved", async () => {
		const browser = aBrowser();
		const client = browser.open();
		const id = client.newConversationId();
		client.watchConversation(id);
		const greetings = [{ content: "How can we help?", senderType: "team_member" as const }];
		await client.sendMessage(id, { text: "Hello" }, { greetings });
		expect(texts(client, id)).toEqual(["How can we help?", "Hello"]);
		await eventually(() => expect(client.conversation(id).get().connection).toBe("live"));

		await ada().rpc("set_status", { conversation_id: id, status: "resolved" });
		await eventually(() =>
			expect(client.conversation(id).get().conversation?.status).toBe("resolved"),
		);
		await client.sendMessage(id, { text: "One more thing" });
		expect(client.conversation(id).get().conversation?.status).toBe("open");
		const events = client
			.conversation(id)
			.get()
			.items.filter(({ type }) => type === "event");
		expect(
			events.flatMap(({ parts }) => parts.map((part) => part.type === "event" && part.eventType)),
		).toEqual(["resolved", "reopened"]);
	});

	it("O2: arrive once and in order when their answers get lost", async () => {
		const { browser, client, id } = await veraHasWritten();
		browser.network.losesAnswers = true;
		for (const text of ["1", "2", "3"]) void client.sendMessage(id, { text });
		await eventually(async () => expect(await stored(id)).toContain("1"));
		browser.network.losesAnswers = false;
		await eventually(() => expect(confirmed(client, id)).toEqual(["Hello", "1", "2", "3"]));
		expect(await stored(id)).toEqual(["Hello", "1", "2", "3"]);
	});

	it("O5: written offline, over a reload, arrive once and in order", async () => {
		const { browser, client, id } = await veraHasWritten();
		browser.goOffline();
		for (const text of ["1", "2"]) void client.sendMessage(id, { text });
		browser.close(client);
		const second = browser.open();
		second.watchConversation(id);
		void second.sendMessage(id, { text: "3" });
		await eventually(() => expect(texts(second, id)).toEqual(["1", "2", "3"]));
		browser.goOnline();
		await eventually(() => expect(confirmed(second, id)).toEqual(["Hello", "1", "2", "3"]));
		expect(await stored(id)).toEqual(["Hello", "1", "2", "3"]);
	});

	it("O4: too long, is refused in a sentence, and the next one passes", async () => {
		const { client, id } = await veraHasWritten();
		const long = client.sendMessage(id, { text: "x".repeat(20_000) });
		await client.sendMessage(id, { text: "short" });
		await expect(long).rejects.toMatchObject({ code: "message_too_long", status: 422 });
		const failed = client.conversation(id).get().items.at(-1);
		expect(failed?.delivery).toMatchObject({
			state: "failed",
			error: { message: expect.stringContaining("10,000") },
		});
		expect(client.discardMessage(failed?.id ?? "")).toHaveLength(20_000);
		expect(texts(client, id)).toEqual(["Hello", "short"]);
	});

	it("O6: two tabs are one visitor and send each message once", async () => {
		const browser = aBrowser();
		const [one, two] = [browser.open(), browser.open()];
		const ids = (await Promise.all([one.ready(), two.ready()])).map(({ visitor }) => visitor.id);
		expect(ids[0]).toBe(ids[1]);
		expect(browser.asked.filter((name) => name === "visitor-session")).toHaveLength(1);

		const id = one.newConversationId();
		one.watchConversation(id);
		await one.sendMessage(id, { text: "1" });
		two.watchConversation(id);
		await eventually(() => expect(two.conversation(id).get().connection).toBe("live"));
		browser.goOffline();
		for (const [text, tab] of [
			["2", one],
			["3", two],
			["4", one],
		] as const)
			void tab.sendMessage(id, { text });
		browser.goOnline();
		await eventually(() => {
			for (const tab of [one, two]) {
				expect(confirmed(tab, id)).toEqual(["1", "2", "3", "4"]);
				expect(tab.conversation(id).get().connection).toBe("live");
			}
		});
		expect(await stored(id)).toEqual(["1", "2", "3", "4"]);
	});
});

describe("identity", () => {
	it("L5: a verified contact sees every device's conversations, an unverified one nothing", async () => {
		const { client, id } = await veraHasWritten();
		const token = await identityToken("vera");
		await client.identify({ token });
		expect(client.session.get().visitor?.contact).toMatchObject({ isVerified: true });

		const phone = aBrowser().open();
		phone.watchConversationList();
		await phone.identify({ externalId: "vera" });
		expect(await phone.conversations.list()).toEqual([]);

		const laptop = aBrowser().open();
		laptop.watchConversationList();
		await laptop.ready();
		await laptop.identify({ token });
		await eventually(() =>
			expect(laptop.conversationList.get().conversations.map((one) => one.id)).toEqual([id]),
		);
		await eventually(() => expect(client.conversation(id).get().connection).toBe("live"));
		await ada().replies(id, "Welcome back");
		await eventually(() => {
			expect(laptop.conversationList.get().unreadCount).toBe(1);
			expect(texts(client, id)).toContain("Welcome back");
		});
	});

	it("I5: metadata that the server has already makes no call", async () => {
		const browser = aBrowser();
		const client = browser.open();
		await client.identify({ email: "vera@shop.example", name: "Vera" });
		const visitor = await client.updateContactMetadata({
			plan: "pro",
			seats: 3,
			isBeta: true,
			note: null,
		});
		expect(visitor.contact).toMatchObject({ email: "vera@shop.example", isVerified: false });
		browser.stored.delete(
			[...browser.stored.keys()].find((key) => key.endsWith(":metadata")) ?? "",
		);
		browser.asked.length = 0;
		await client.updateContactMetadata({ note: null, isBeta: true, seats: 3, plan: "pro" });
		expect(browser.asked).toEqual([]);
	});
});

async function identityToken(externalId: string): Promise<string> {
	const { kid, secret } = await ada().rpc("create_identity_secret", {
		website_id: acme().websiteId,
	});
	return new SignJWT({ name: "Vera" })
		.setProtectedHeader({ alg: "HS256", kid })
		.setSubject(externalId)
		.setAudience(acme().publicKey)
		.setIssuedAt()
		.setExpirationTime("10m")
		.sign(Buffer.from(secret.split(".")[1], "base64url"));
}
