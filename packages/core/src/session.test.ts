import { describe, expect, it } from "vitest";
import { fakeJwt, noNetwork } from "./testing/fake-server.ts";
import { pass, settle, storedToken, useStoppedClock, world } from "./testing/setup.ts";

useStoppedClock();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("S2: a new browser", () => {
	it("becomes a new visitor with one call, telling what it is", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		expect(client.session.get()).toEqual({ phase: "loading", website: null, visitor: null });
		await settle();
		expect(client.session.get()).toMatchObject({ phase: "ready", website: { name: "Acme" } });
		expect(server.calls).toMatchObject([
			{
				name: "session",
				body: { publicKey: "pk_test", device: { page: { url: "https://acme.test/shop" } } },
			},
		]);
		expect(server.calls[0]?.body).not.toHaveProperty("visitor");
	});

	it("is the same visitor ever after", async () => {
		const { server, browser } = world();
		const first = browser.open();
		first.client.start();
		await settle();
		first.close();
		await pass(2 * HOUR);
		const second = browser.open();
		second.client.start();
		await settle();
		expect(second.client.session.get().visitor?.id).toBe(first.client.session.get().visitor?.id);
		expect(server.callsOf("session")).toHaveLength(2);
	});
});

describe("S1: a stored, live token", () => {
	it("shows the widget at once and asks visitor-session nothing", async () => {
		const { server, browser } = world();
		const first = browser.open();
		first.client.start();
		await settle();
		first.close();
		await pass(20 * MINUTE);
		server.calls.length = 0;

		const { client } = browser.open();
		client.start();
		expect(client.session.get()).toMatchObject({ phase: "ready", website: { name: "Acme" } });
		await settle();
		expect(server.calls.map(({ name }) => name)).toEqual(["touch_visitor"]);
	});

	it("of a blocked visitor is not believed: they may have been let in meanwhile", async () => {
		const { server, browser } = world();
		const first = browser.open();
		first.client.start();
		await settle();
		const visitorId = first.client.session.get().visitor?.id ?? "";
		server.block(visitorId);
		await pass(2 * HOUR);
		await first.client.ready();
		expect(first.client.session.get().visitor?.isBlocked).toBe(true);
		first.close();
		const visitor = server.database.visitors.get(visitorId);
		if (visitor) server.database.visitors.set(visitorId, { ...visitor, isBlocked: false });

		const { client } = browser.open();
		client.start();
		await settle();
		expect(client.session.get().visitor).toMatchObject({ id: visitorId, isBlocked: false });
	});

	it("is touched once a minute at most, however many pages are loaded", async () => {
		const { server, browser } = world();
		for (let load = 0; load < 5; load += 1) {
			const tab = browser.open({
				device: () => ({ page: { url: `https://acme.test/${load}`, title: null } }),
			});
			tab.client.start();
			await pass(10_000);
			tab.close();
		}
		expect(server.callsOf("session")).toHaveLength(1);
		expect(server.callsOf("touch_visitor")).toHaveLength(0);
		await pass(MINUTE);
		for (const path of ["cart", "pay"]) {
			const page = { url: `https://acme.test/${path}`, title: null };
			browser.open({ device: () => ({ page }) }).client.start();
			await settle();
		}
		expect(server.callsOf("touch_visitor")).toMatchObject([
			{ body: { page: { url: "https://acme.test/cart" } } },
		]);
	});
});

describe("S3: renewal", () => {
	it.each([
		["no", 0, 90_000],
		["the worst", 0.999, 150_000],
	])("comes early enough by %s chance", async (_name, chance, lead) => {
		const { server, browser } = world();
		const { client } = browser.open({ random: () => chance });
		client.start();
		await settle();
		await pass(HOUR - lead - 2_000);
		await client.conversations.list();
		expect(server.callsOf("session")).toHaveLength(1);
		await pass(3_000);
		await client.conversations.list();
		expect(server.callsOf("session")).toHaveLength(2);
		expect(server.callsOf("session")[1]?.body).toHaveProperty("visitor.refreshSecret");
	});

	it("leaves short-lived tokens three quarters of their life", async () => {
		const { server, browser } = world({ tokenLifetimeSeconds: 20 });
		const { client } = browser.open();
		client.start();
		await pass(14_000);
		await client.conversations.list();
		expect(server.callsOf("session")).toHaveLength(1);
		await pass(1_500);
		await client.conversations.list();
		expect(server.callsOf("session")).toHaveLength(2);
	});

	it("asks nobody anything while nothing is needed", async () => {
		const { server, browser } = world();
		browser.open().client.start();
		await pass(5 * HOUR);
		expect(server.calls.map(({ name }) => name)).toEqual(["session"]);
	});
});

describe("S4: one call for all", () => {
	it("in one tab", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await Promise.all([client.ready(), client.ready(), client.conversations.list()]);
		expect(server.callsOf("session")).toHaveLength(1);
	});

	it("that fails as well", async () => {
		const { server, browser } = world();
		server.between(noNetwork);
		const { client } = browser.open();
		const asked = Array.from({ length: 5 }, () => client.ready());
		await Promise.allSettled(asked);
		expect(server.callsOf("session")).toHaveLength(1);
	});

	it("over two tabs, by Web Locks", async () => {
		const { server, browser } = world();
		const tabs = [browser.open(), browser.open()];
		for (const { client } of tabs) client.start();
		await settle();
		const ids = tabs.map(({ client }) => client.session.get().visitor?.id);
		expect(new Set(ids).size).toBe(1);
		expect(server.callsOf("session")).toHaveLength(1);
		await pass(2 * HOUR);
		await Promise.all(tabs.map(({ client }) => client.conversations.list()));
		expect(server.callsOf("session")).toHaveLength(2);
	});

	it("ends as one visitor without Web Locks too", async () => {
		const { browser } = world();
		const tabs = [browser.open({ locks: null }), browser.open({ locks: null })];
		for (const { client } of tabs) client.start();
		await settle();
		const ids = tabs.map(({ client }) => client.session.get().visitor?.id);
		expect(new Set(ids).size).toBe(1);
	});

	it("does not wait for ever for a tab that froze with the lock", async () => {
		const { server, browser } = world();
		const frozen = { request: () => new Promise(() => {}) } as unknown as LockManager;
		const wait = { request: frozen.request } as Pick<LockManager, "request">;
		const { client } = browser.open({
			locks: {
				request: ((name: string, options: LockOptions) =>
					Promise.race([
						wait.request(name, async () => {}),
						new Promise((_resolve, reject) =>
							options.signal?.addEventListener("abort", () => reject(options.signal?.reason)),
						),
					])) as LockManager["request"],
			},
		});
		client.start();
		await pass(25_000);
		expect(client.session.get().phase).toBe("ready");
		expect(server.callsOf("session")).toHaveLength(1);
	});
});

describe("S5: a refused secret", () => {
	it("makes a new visitor", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await settle();
		const before = client.session.get().visitor?.id;
		server.forgetSecrets();
		await pass(2 * HOUR);
		await client.conversations.list();
		expect(client.session.get()).toMatchObject({ phase: "ready" });
		expect(client.session.get().visitor?.id).not.toBe(before);
	});

	it("is first tried again with what another tab has stored meanwhile", async () => {
		const { server, browser } = world();
		const { client } = browser.open({ locks: null });
		client.start();
		await settle();
		const before = client.session.get().visitor?.id;
		await pass(2 * HOUR);
		let isFirst = true;
		server.between(async (call, proceed) => {
			if (call.name !== "session" || !isFirst) return proceed();
			isFirst = false;
			const other = browser.open({ locks: null, fetch: server.fetch });
			await other.client.ready();
			return Response.json(
				{ code: "refresh_secret_invalid", message: "Retired." },
				{ status: 401 },
			);
		});
		await client.conversations.list();
		expect(client.session.get().visitor?.id).toBe(before);
		expect(server.database.visitors.size).toBe(1);
	});
});

describe("S6: a call refused for its token", () => {
	it("is repeated once with a new one", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await settle();
		server.revoke(storedToken(browser));
		await expect(client.conversations.list()).resolves.toEqual([]);
		expect(server.calls.map(({ name }) => name)).toEqual([
			"session",
			"list_conversations",
			"session",
			"list_conversations",
		]);
	});

	it("is refused for good the second time", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await settle();
		server.between((call, proceed) =>
			call.name === "session"
				? proceed()
				: Response.json({ code: "PGRST303", message: "JWT expired" }, { status: 401 }),
		);
		await expect(client.conversations.list()).rejects.toMatchObject({ code: "session_expired" });
		expect(server.callsOf("list_conversations")).toHaveLength(2);
	});

	it("is never repeated in the name of another visitor", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await settle();
		server.revoke(storedToken(browser));
		server.forgetSecrets();
		await expect(client.conversations.list()).rejects.toMatchObject({ code: "session_expired" });
		expect(server.callsOf("list_conversations")).toHaveLength(1);
	});
});

it("S7: a clock that is wrong by days does no harm", async () => {
	const { server, browser } = world();
	const { client } = browser.open({ now: () => Date.now() + 3 * 24 * HOUR });
	client.start();
	await pass(30 * MINUTE);
	await client.conversations.list();
	expect(server.callsOf("session")).toHaveLength(1);
	await pass(30 * MINUTE);
	await client.conversations.list();
	expect(server.callsOf("session")).toHaveLength(2);
});

it("reads the lifetime of a token that has no claims from the answer", async () => {
	const { server, browser } = world();
	server.between(async (call, proceed) => {
		const answer = await proceed().json();
		return Response.json(call.name === "session" ? { ...answer, token: fakeJwt({}) } : answer);
	});
	const { client } = browser.open();
	client.start();
	await client.ready();
	await pass(30 * MINUTE);
	await client.ready();
	expect(server.callsOf("session")).toHaveLength(1);
	await pass(30 * MINUTE);
	await client.ready();
	expect(server.callsOf("session")).toHaveLength(2);
});
