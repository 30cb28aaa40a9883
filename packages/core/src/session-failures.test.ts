import { describe, expect, it, vi } from "vitest";
import { noNetwork } from "./testing/fake-server.ts";
import { pass, settle, storedToken, useStoppedClock, world } from "./testing/setup.ts";

useStoppedClock();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("S8: an opening that fails", () => {
	it("is said, and tried again with growing pauses", async () => {
		const { server, browser } = world();
		server.between(noNetwork);
		const onError = vi.fn();
		const { client } = browser.open({ onError });
		client.start();
		await settle();
		expect(client.session.get()).toMatchObject({ phase: "failed", error: { code: "unavailable" } });
		await pass(2 * MINUTE);
		const tries = server.calls.length;
		expect(tries).toBeGreaterThan(5);
		expect(tries).toBeLessThan(12);
		expect(onError).toHaveBeenCalledTimes(1);
		server.clear();
		await pass(30_000);
		expect(client.session.get().phase).toBe("ready");
	});

	it("is tried at once when the network is back", async () => {
		const { browser } = world();
		browser.goOffline();
		const { client } = browser.open();
		client.start();
		await pass(3 * MINUTE);
		expect(client.session.get().phase).toBe("failed");
		browser.goOnline();
		await settle();
		expect(client.session.get().phase).toBe("ready");
	});

	it("waits as long as the server says", async () => {
		const { server, browser } = world();
		server.between(() =>
			Response.json(
				{ code: "rate_limited", message: "Slower.", retryAfterSeconds: 60 },
				{ status: 429 },
			),
		);
		browser.open().client.start();
		await pass(59_000);
		expect(server.calls).toHaveLength(1);
		await pass(2_000);
		expect(server.calls).toHaveLength(2);
	});

	it("is not tried again when nothing but a change would help", async () => {
		const { server, browser } = world();
		server.between(() =>
			Response.json({ code: "origin_not_allowed", message: "Not here." }, { status: 403 }),
		);
		const { client } = browser.open();
		client.start();
		await pass(10 * MINUTE);
		expect(server.calls).toHaveLength(1);
		expect(client.session.get()).toMatchObject({
			phase: "failed",
			error: { code: "origin_not_allowed", message: "Not here.", status: 403 },
		});
		await expect(client.ready()).rejects.toMatchObject({ code: "origin_not_allowed" });
	});
});

describe("S9: while renewing fails", () => {
	it("a token that still lives is used", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await settle();
		await pass(HOUR - 80_000);
		server.between((call, proceed) => (call.name === "session" ? noNetwork() : proceed()));
		await expect(client.conversations.list()).resolves.toEqual([]);
		await pass(80_000);
		await expect(client.conversations.list()).rejects.toMatchObject({ code: "unavailable" });
		expect(client.session.get()).toMatchObject({ phase: "ready", website: { name: "Acme" } });
	});

	it("a token that was refused is not used again", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await settle();
		server.revoke(storedToken(browser));
		server.between((call, proceed) => (call.name === "session" ? noNetwork() : proceed()));
		await expect(client.conversations.list()).rejects.toMatchObject({ code: "unavailable" });
		expect(server.callsOf("list_conversations")).toHaveLength(1);
	});

	it("a visitor once known is on screen, from storage too", async () => {
		const { browser } = world();
		const first = browser.open();
		first.client.start();
		await settle();
		first.close();
		await pass(2 * HOUR);
		browser.goOffline();
		const { client } = browser.open();
		client.start();
		const known = { website: { name: "Acme" }, visitor: first.client.session.get().visitor };
		expect(client.session.get()).toMatchObject({ phase: "loading", ...known });
		await settle();
		expect(client.session.get()).toMatchObject({ phase: "failed", ...known });
	});
});

it("E2: no answer in time is no answer", async () => {
	const { server, browser } = world();
	const { client } = browser.open();
	client.start();
	await settle();
	server.between(() => new Promise(() => {}));
	const answer = client.conversations.list();
	const settled = vi.fn();
	answer.catch(settled);
	await pass(14_000);
	expect(settled).not.toHaveBeenCalled();
	await pass(2_000);
	await expect(answer).rejects.toMatchObject({ code: "unavailable", status: 0 });
});
