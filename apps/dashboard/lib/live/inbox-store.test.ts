import { SupportError } from "@cossistant/core/parts";
import type { ConversationStatus } from "@cossistant/protocol";
import { array, assert, asyncProperty, constantFrom, integer, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { compareRows, rowsOf, unreadOf } from "./inbox-picture.ts";
import { ADA } from "./testing/fake-rows.ts";
import { setUp } from "./testing/setup.ts";

type Setup = ReturnType<typeof setUp>;

const idsShown = ({ inbox }: Setup, status: ConversationStatus = "open") =>
	rowsOf(inbox.get(), status).map(({ id }) => id);

/** The rows as somebody would see them who opens the inbox now. */
const idsThere = ({ server }: Setup, status: ConversationStatus = "open") =>
	[...server.all.values()]
		.map(({ header }) => header)
		.filter((header) => header.status === status)
		.sort(compareRows)
		.map(({ id }) => id);

async function started(conversations = 0): Promise<Setup> {
	const setup = setUp();
	for (let n = 1; n <= conversations; n += 1) setup.server.visitorSays(`c${n}`, "Hello");
	setup.inbox.start();
	await setup.settle();
	return setup;
}

describe("the inbox", () => {
	it("shows the latest activity first, and reorders as messages come", async () => {
		const setup = await started(3);
		expect(idsShown(setup)).toEqual(["c3", "c2", "c1"]);
		setup.server.visitorSays("c1", "Anybody there?");
		expect(idsShown(setup)).toEqual(["c1", "c3", "c2"]);
	});

	it("moves a resolved conversation to the other view, the counts with it at once", async () => {
		const setup = await started(2);
		setup.server.setStatus("c2", "resolved");
		expect(idsShown(setup)).toEqual(["c1"]);
		expect(setup.inbox.get().counts).toMatchObject({ open: 1, resolved: 1 });
		setup.inbox.show("resolved");
		await setup.settle();
		expect(idsShown(setup, "resolved")).toEqual(["c2"]);
	});

	it("counts what this agent has not read, and only the visitor's messages", async () => {
		const setup = await started(1);
		const unread = () => rowsOf(setup.inbox.get(), "open").map((row) => unreadOf(row, ADA.id));
		setup.server.visitorSays("c1", "And another");
		setup.server.teamSays("c1", { id: "m1", text: "A note", visibility: "private" });
		expect(unread()).toEqual([2]);
		setup.server.markRead("c1", 2);
		expect(unread()).toEqual([0]);
		await setup.pass(2_000);
		expect(setup.inbox.get().counts?.unread).toBe(0);
	});

	it("reads on page by page, without holes or doubles", async () => {
		const setup = await started(120);
		expect(idsShown(setup)).toHaveLength(50);
		await setup.inbox.loadMore();
		setup.server.visitorSays("c1", "From the very bottom");
		await setup.inbox.loadMore();
		await setup.inbox.loadMore();
		expect(idsShown(setup)).toEqual(idsThere(setup));
	});

	it("leaves out what is known beyond the last row loaded: rows before it may be missing", async () => {
		const setup = await started(120);
		const deep = setup.server.find("c2").header;
		setup.inbox.take({ ...deep, visitorName: "Known from elsewhere" });
		expect(idsShown(setup)).not.toContain("c2");
	});

	it("forgets what it heard of beyond the last row loaded, when that has left unheard", async () => {
		const setup = await started(60);
		setup.inbox.take(setup.server.find("c2").header);
		setup.wire.loseEvents(true);
		setup.server.setStatus("c2", "resolved");
		setup.wire.loseEvents(false);
		await setup.inbox.loadMore();
		expect(idsShown(setup)).toEqual(idsThere(setup));
	});

	it("leaves out tests, and their moves out of the counts", async () => {
		const setup = await started(1);
		const { header } = setup.server.find("c1");
		setup.inbox.take({ ...header, id: "test", isTest: true });
		setup.inbox.take({ ...header, id: "test", isTest: true, status: "resolved", lastChange: 9 });
		expect(idsShown(setup)).toEqual(["c1"]);
		expect(idsShown(setup, "resolved")).toEqual([]);
		expect(setup.inbox.get().counts).toMatchObject({ open: 1, resolved: 0 });
	});

	it("asks for the counts once, however many events come", async () => {
		const setup = await started(1);
		setup.server.calls.length = 0;
		for (let n = 0; n < 20; n += 1) setup.server.visitorSays("c1", `${n}`);
		await setup.pass(2_000);
		expect(setup.server.calls).toEqual(["inbox_counts"]);
	});

	it("looks by itself while Realtime is away, and finds everything when it is back", async () => {
		const setup = await started(60);
		await setup.inbox.loadMore();
		setup.wire.setUp(false);
		setup.server.visitorSays("c61", "New");
		await setup.pass(5_000);
		expect(setup.inbox.get().connection).toBe("polling");
		expect(idsShown(setup)[0]).toBe("c61");
		// Deep in the list, where the first page says nothing of it.
		setup.server.setStatus("c3", "resolved");
		setup.wire.setUp(true);
		await setup.settle();
		expect(setup.inbox.get().connection).toBe("live");
		expect(idsShown(setup)).toEqual(idsThere(setup));
	});

	it("reads all that is loaded when Realtime is back, though top and counts are as before", async () => {
		const setup = await started(60);
		setup.server.setStatus("c2", "resolved");
		await setup.inbox.loadMore();
		setup.wire.setUp(false);
		await setup.pass(10_000);
		setup.server.setStatus("c3", "resolved");
		setup.server.setStatus("c2", "open");
		setup.wire.setUp(true);
		await setup.settle();
		expect(idsShown(setup)).toEqual(idsThere(setup));
	});

	it("says what is wrong when the list is refused, and can be asked again", async () => {
		const setup = setUp();
		setup.server.fail(
			"inbox",
			new SupportError("website_not_found", "No such website.", { status: 404 }),
		);
		setup.inbox.start();
		await setup.settle();
		expect(setup.inbox.get().windows.open).toMatchObject({
			phase: "failed",
			error: { code: "website_not_found" },
		});
		setup.server.fail("inbox", null);
		setup.inbox.retry();
		await setup.settle();
		expect(setup.inbox.get().windows.open.phase).toBe("ready");
	});

	it("starts with what the server rendered", async () => {
		const { server } = await started(3);
		const args = { website_id: "website", filter: { status: "open" as const }, cursor: null };
		const page = await server.rpc("inbox", { ...args, limit: 50 });
		const counts = await server.rpc("inbox_counts", { website_id: "website" });
		const setup = setUp({ start: { status: "open", page, counts } });
		expect(idsShown(setup)).toEqual(["c3", "c2", "c1"]);
		expect(setup.inbox.get().counts?.open).toBe(3);
	});

	it("tells that the agent was removed", async () => {
		const setup = await started();
		setup.wire.announce("inbox:website", "access_ended", {
			reason: "member_removed",
			subjectId: ADA.id,
		});
		expect(setup.ended).toEqual([ADA.id]);
	});

	it("is, whatever happened and whatever was lost, what somebody sees who comes now", async () => {
		const step = record({
			act: constantFrom("say", "resolve", "reopen", "read", "lose", "hear", "more"),
			n: integer({ min: 1, max: 70 }),
		});
		await assert(
			asyncProperty(array(step, { maxLength: 30 }), async (steps) => {
				const setup = await started(70);
				for (const { act, n } of steps) {
					const id = `c${n}`;
					if (act === "say") setup.server.visitorSays(id, "More");
					if (act === "resolve") setup.server.setStatus(id, "resolved");
					if (act === "reopen") setup.server.setStatus(id, "open");
					if (act === "read") setup.server.markRead(id, n);
					if (act === "lose" || act === "hear") setup.wire.loseEvents(act === "lose");
					if (act === "more") await setup.inbox.loadMore();
				}
				setup.wire.loseEvents(false);
				setup.wire.setUp(false);
				setup.wire.setUp(true);
				await setup.pass(2_000);
				await setup.inbox.loadMore();
				await setup.inbox.loadMore();
				expect(idsShown(setup)).toEqual(idsThere(setup));
				const fresh = await setup.server.rpc("inbox_counts", { website_id: "website" });
				expect(setup.inbox.get().counts).toEqual(fresh);
			}),
			{ numRuns: 60 },
		);
	});
});
