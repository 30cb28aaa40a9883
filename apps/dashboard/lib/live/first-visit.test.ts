import { describe, expect, it } from "vitest";
import { createFirstVisit, type Progress } from "./first-visit.ts";
import { createFakeRealtime } from "./testing/fake-realtime.ts";
import { createFakeWorld } from "./testing/fake-world.ts";

async function waiting() {
	const time = createFakeWorld();
	const wire = createFakeRealtime();
	const found: { now: Progress } = { now: { step: "waiting" } };
	const visit = createFirstVisit({
		world: time.world,
		realtime: wire.realtime,
		websiteId: "website",
		lookUp: async () => found.now,
		start: { step: "waiting" },
	});
	visit.start();
	await time.settle();
	return { ...time, wire, visit, found };
}

describe("a new website", () => {
	it("turns live with its first visitor and its first message", async () => {
		const { found, wire, visit, settle } = await waiting();
		found.now = { step: "visited" };
		wire.announce("inbox:website", "visitor_seen", {});
		await settle();
		expect(visit.get().step).toBe("visited");
		found.now = { step: "written", conversationId: "c1" };
		wire.announce("inbox:website", "conversation_changed", {});
		await settle();
		expect(visit.get()).toEqual({ step: "written", conversationId: "c1" });
	});

	it("is looked at again and again while Realtime is away", async () => {
		const { found, wire, visit, pass } = await waiting();
		wire.setUp(false);
		found.now = { step: "visited" };
		await pass(5_000);
		expect(visit.get().step).toBe("visited");
	});

	it("is not listened to any longer once somebody wrote", async () => {
		const { found, wire, settle } = await waiting();
		found.now = { step: "written", conversationId: "c1" };
		wire.announce("inbox:website", "conversation_changed", {});
		await settle();
		expect(wire.isListening("inbox:website")).toBe(false);
	});
});
