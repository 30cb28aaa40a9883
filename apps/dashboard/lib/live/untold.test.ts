import { array, assert, asyncProperty, constantFrom, integer, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { compareRows, rowsOf } from "./inbox-picture.ts";
import { WEBSITE } from "./testing/fake-rows.ts";
import { setUp } from "./testing/setup.ts";

type Setup = ReturnType<typeof setUp>;

/** An agent who looks at the inbox and at `c1`, live. */
async function looking(conversations: number, options = {}): Promise<Setup> {
	const setup = setUp(options);
	for (let n = 1; n <= conversations; n += 1) setup.server.visitorSays(`c${n}`, "Hello");
	setup.inbox.start();
	setup.cache.watch("c1");
	await setup.pass(2_000);
	setup.server.calls.length = 0;
	return setup;
}

/** Lets something happen that nobody is told. */
function unheard({ wire }: Setup, act: () => void): void {
	wire.loseEvents(true);
	act();
	wire.loseEvents(false);
}

const tellMany = ({ wire }: Setup) =>
	wire.announce(`inbox:${WEBSITE}`, "inbox_changed", { websiteId: WEBSITE });

/** The longest time until what many changes brought is on screen, and the longest minute between two questions. */
const SOON = 6_000;
const MINUTE = 66_000;

const shown = ({ inbox }: Setup, status: "open" | "resolved" = "open") =>
	rowsOf(inbox.get(), status).map(({ id, lastChange }) => ({ id, lastChange }));
const there = ({ server }: Setup, status: "open" | "resolved" = "open") =>
	[...server.all.values()]
		.map(({ header }) => header)
		.filter((header) => header.status === status)
		.sort(compareRows)
		.map(({ id, lastChange }) => ({ id, lastChange }));

describe("when many conversations have changed at once", () => {
	it("the list, its counts and the open conversation are read anew", async () => {
		const setup = await looking(60);
		await setup.inbox.loadMore();
		unheard(setup, () => {
			for (let n = 1; n <= 40; n += 1) setup.server.setStatus(`c${n}`, "resolved");
		});
		tellMany(setup);
		await setup.pass(SOON);
		expect(shown(setup)).toEqual(there(setup));
		expect(setup.inbox.get().counts).toMatchObject({ open: 20, resolved: 40 });
		expect(setup.cache.get("c1").get().conversation?.status).toBe("resolved");
		expect(setup.cache.get("c1").get().items).toHaveLength(2);
	});

	it("the list is read as deep as it was loaded, though its top and the counts are as before", async () => {
		const setup = await looking(60);
		setup.server.setStatus("c2", "resolved");
		await setup.inbox.loadMore();
		unheard(setup, () => {
			setup.server.setStatus("c3", "resolved");
			setup.server.setStatus("c2", "open");
		});
		tellMany(setup);
		await setup.pass(SOON);
		expect(shown(setup)).toEqual(there(setup));
	});

	it("they are read once, however often that is said", async () => {
		const setup = await looking(3);
		for (let n = 0; n < 8; n += 1) {
			tellMany(setup);
			await setup.pass(200);
		}
		await setup.pass(SOON);
		expect([...setup.server.calls].sort()).toEqual(["inbox", "inbox_counts", "sync_conversation"]);
	});

	it("agents don't all ask at once", async () => {
		const crowd = await Promise.all([0, 0.5, 1].map((chance) => looking(1, { chance })));
		const asked = () => crowd.map(({ server }) => server.calls.includes("inbox"));
		crowd.map(tellMany);
		const seen: boolean[][] = [];
		for (let second = 1; second <= 6; second += 1) {
			await Promise.all(crowd.map(({ pass }) => pass(1_000)));
			seen.push(asked());
		}
		expect(seen.map((of) => of.filter(Boolean).length)).toEqual([0, 1, 1, 2, 2, 3]);
	});

	it("a page that nobody sees reads them when it is seen again", async () => {
		const setup = await looking(60);
		await setup.inbox.loadMore();
		await setup.become({ isVisible: false });
		unheard(setup, () => {
			// As many as before, and nothing new at the top.
			setup.server.setStatus("c1", "resolved");
		});
		tellMany(setup);
		await setup.pass(2 * MINUTE);
		expect(setup.server.calls.filter((name) => name !== "inbox")).toEqual([]);
		await setup.become({ isVisible: true });
		setup.inbox.wake();
		await setup.settle();
		expect(shown(setup)).toEqual(there(setup));
	});

	it("the other view is read as deep, when the agent turns to it", async () => {
		const setup = await looking(60);
		for (let n = 1; n <= 60; n += 1) if (n !== 3) setup.server.setStatus(`c${n}`, "resolved");
		setup.inbox.show("resolved");
		await setup.settle();
		await setup.inbox.loadMore();
		setup.inbox.show("open");
		await setup.settle();
		unheard(setup, () => {
			setup.server.setStatus("c2", "open");
			setup.server.setStatus("c3", "resolved");
		});
		tellMany(setup);
		await setup.pass(SOON);
		setup.inbox.show("resolved");
		await setup.settle();
		expect(shown(setup, "resolved")).toEqual(there(setup, "resolved"));
	});

	it("what is on screen is then, whatever happened, what somebody sees who comes now", async () => {
		const step = record({
			act: constantFrom("say", "resolve", "reopen", "lose", "hear", "more"),
			n: integer({ min: 1, max: 70 }),
		});
		await assert(
			asyncProperty(array(step, { maxLength: 30 }), async (steps) => {
				const setup = await looking(70);
				for (const { act, n } of steps) {
					if (act === "say") setup.server.visitorSays(`c${n}`, "More");
					if (act === "resolve") setup.server.setStatus(`c${n}`, "resolved");
					if (act === "reopen") setup.server.setStatus(`c${n}`, "open");
					if (act === "lose" || act === "hear") setup.wire.loseEvents(act === "lose");
					if (act === "more") await setup.inbox.loadMore();
				}
				setup.wire.loseEvents(false);
				tellMany(setup);
				await setup.pass(SOON);
				await setup.inbox.loadMore();
				await setup.inbox.loadMore();
				expect(shown(setup)).toEqual(there(setup));
				const fresh = await setup.server.rpc("inbox_counts", { website_id: WEBSITE });
				expect(setup.inbox.get().counts).toEqual(fresh);
				const texts = setup.cache.get("c1").get().items;
				expect(texts.map(({ id }) => id)).toEqual(
					setup.server
						.find("c1")
						.items.slice(-texts.length)
						.map(({ id }) => id),
				);
			}),
			{ numRuns: 40 },
		);
	});
});

describe("what was told last and got lost", () => {
	it("is in the list and its counts a minute later", async () => {
		const setup = await looking(60);
		unheard(setup, () => setup.server.visitorSays("c7", "Lost"));
		await setup.pass(1_000);
		expect(shown(setup)[0]).toMatchObject({ id: "c60" });
		await setup.pass(MINUTE);
		expect(shown(setup)[0]).toMatchObject({ id: "c7" });
		expect(setup.inbox.get()).toMatchObject({ connection: "live", counts: { unread: 60 } });
	});

	it("is there also when it moved no row and no number", async () => {
		const setup = await looking(2);
		unheard(setup, () => {
			const row = setup.server.find("c2");
			row.header = { ...row.header, priority: "urgent" };
		});
		await setup.pass(MINUTE);
		expect(setup.inbox.get().byId.get("c2")?.priority).toBe("urgent");
	});

	it("is in the open conversation a minute later", async () => {
		const setup = await looking(1);
		unheard(setup, () => setup.server.visitorSays("c1", "Lost"));
		await setup.pass(MINUTE);
		const { items, connection } = setup.cache.get("c1").get();
		expect([items.map(({ text }) => text), connection]).toEqual([["Hello", "Lost"], "live"]);
	});

	it("is asked for once a minute, and not by a page that nobody sees", async () => {
		const setup = await looking(1);
		await setup.pass(5 * 60_000);
		const asked = (name: string) => setup.server.calls.filter((call) => call === name).length;
		expect(["inbox", "inbox_counts", "sync_conversation"].map(asked)).toEqual([5, 5, 5]);
		await setup.become({ isVisible: false });
		setup.server.calls.length = 0;
		await setup.pass(5 * 60_000);
		expect(setup.server.calls).toEqual([]);
	});
});

describe("a conversation that is deleted while it is open", () => {
	it("is said to be gone at once", async () => {
		const setup = await looking(1);
		setup.server.all.delete("c1");
		setup.wire.announce("conversation:c1:team", "conversation_deleted", { conversationId: "c1" });
		await setup.settle();
		expect(setup.cache.get("c1").get()).toMatchObject({
			phase: "failed",
			error: { code: "conversation_not_found" },
		});
	});
});
