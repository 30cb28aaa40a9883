import { SupportError, unavailable } from "@cossistant/core/parts";
import { describe, expect, it } from "vitest";
import type { Rpc } from "../api/rpc.ts";
import { createTeamOutbox } from "./team-outbox.ts";
import { ADA } from "./testing/fake-rows.ts";
import { setUp } from "./testing/setup.ts";

type Setup = ReturnType<typeof setUp>;

const ID = "c1";
const refusal = new SupportError("visitor_blocked", "No.", { status: 403 });

async function opened(): Promise<Setup> {
	const setup = setUp();
	setup.server.visitorSays(ID, "Hello");
	setup.cache.watch(ID);
	await setup.settle();
	return setup;
}

function say({ outbox, world }: Setup, text: string): void {
	outbox.add({
		id: `id of ${text}`,
		conversationId: ID,
		visibility: "public",
		text,
		createdAt: new Date(world.now()).toISOString(),
	});
}

/** The agent's page is loaded anew: another outbox over the same storage. */
function reloaded({ world, storage, server }: Setup, rpc: Rpc = server.rpc) {
	const outbox = createTeamOutbox({
		world,
		storage,
		rpc,
		authorId: ADA.id,
		onSent() {},
	});
	outbox.restore();
	return outbox;
}

const shown = ({ cache }: Setup) =>
	cache
		.get(ID)
		.get()
		.items.map(({ text, delivery }) => [text, delivery.state]);
const there = ({ server }: Setup) => server.find(ID).items.map(({ text }) => text);

describe("an agent's message", () => {
	it("is on screen and in storage before it is sent", async () => {
		const setup = await opened();
		say(setup, "Hi");
		expect(shown(setup)).toEqual([
			["Hello", "sent"],
			["Hi", "sending"],
		]);
		expect([...setup.stored.values()].join()).toContain("Hi");
		await setup.settle();
		expect(shown(setup).at(-1)).toEqual(["Hi", "sent"]);
		expect([...setup.stored.values()].join()).not.toContain("Hi");
	});

	it("arrives once and in order, however the network fails meanwhile", async () => {
		const setup = await opened();
		setup.server.setReachable(false);
		for (const text of ["one", "two", "three"]) say(setup, text);
		await setup.pass(4_000);
		expect(there(setup)).toEqual(["Hello"]);
		setup.server.setReachable(true);
		await setup.pass(30_000);
		expect(there(setup)).toEqual(["Hello", "one", "two", "three"]);
		expect(shown(setup).map(([text]) => text)).toEqual(["Hello", "one", "two", "three"]);
	});

	it("is not sent before the time the server asks for", async () => {
		const setup = await opened();
		const busy = { status: 429, retryAfterSeconds: 20 };
		setup.server.fail("send_message", new SupportError("rate_limited", "Wait.", busy));
		say(setup, "Hi");
		await setup.settle();
		setup.server.fail("send_message", null);
		await setup.pass(19_000);
		expect(there(setup)).toEqual(["Hello"]);
		await setup.pass(2_000);
		expect(there(setup)).toEqual(["Hello", "Hi"]);
	});

	it("that is refused stays with its reason, lets the next one pass, and can be sent again", async () => {
		const setup = await opened();
		setup.server.fail("send_message", refusal);
		say(setup, "refused");
		await setup.settle();
		setup.server.fail("send_message", null);
		say(setup, "next");
		await setup.settle();
		expect(shown(setup)).toEqual([
			["Hello", "sent"],
			["next", "sent"],
			["refused", "failed"],
		]);
		setup.outbox.retry("id of refused");
		await setup.settle();
		expect(there(setup)).toEqual(["Hello", "next", "refused"]);
	});

	it("that is discarded gives its text back", async () => {
		const setup = await opened();
		setup.server.fail("send_message", refusal);
		say(setup, "refused");
		await setup.settle();
		expect(setup.outbox.discard("id of refused")?.text).toBe("refused");
		expect(shown(setup)).toEqual([["Hello", "sent"]]);
	});

	it("survives a reload, and is sent then", async () => {
		const setup = await opened();
		setup.server.setReachable(false);
		say(setup, "Hi");
		await setup.settle();
		setup.server.setReachable(true);
		reloaded(setup).flush();
		await setup.settle();
		expect(there(setup)).toEqual(["Hello", "Hi"]);
	});

	it("that waited too long is not sent behind the agent's back", async () => {
		const setup = await opened();
		setup.server.setReachable(false);
		say(setup, "Hi");
		await setup.settle();
		const storedThen = new Map(setup.stored);
		setup.outbox.discard("id of Hi");
		await setup.pass(11 * 60_000);
		for (const [key, value] of storedThen) setup.stored.set(key, value);
		setup.server.setReachable(true);
		const outbox = reloaded(setup);
		outbox.flush();
		await setup.settle();
		expect(there(setup)).toEqual(["Hello"]);
		expect(outbox.get()[0]?.refusal?.message).toMatch(/not sent before you left/);
	});

	it("of another tab stays in storage, whatever this one does with its own", async () => {
		const setup = await opened();
		const other = reloaded(setup, () => Promise.reject(unavailable()));
		other.add({
			id: "theirs",
			conversationId: ID,
			visibility: "private",
			text: "of the other tab",
			createdAt: new Date(setup.world.now()).toISOString(),
		});
		say(setup, "mine");
		expect([...setup.stored.values()].join()).toMatch(/of the other tab.*mine/);
		await setup.settle();
		expect([...setup.stored.values()].join()).toMatch(/of the other tab/);
		expect([...setup.stored.values()].join()).not.toMatch(/mine/);
	});
});
