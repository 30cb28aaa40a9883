import { describe, expect, it } from "vitest";
import { startHeartbeat } from "./heartbeat.ts";
import { createFakeWorld } from "./testing/fake-world.ts";

function beating() {
	const time = createFakeWorld();
	let beats = 0;
	const stop = startHeartbeat(time.world, async () => {
		beats += 1;
		if (beats === 2) throw new Error("A beat that gets lost.");
	});
	return { ...time, stop, beats: () => beats };
}

describe("the agent's heartbeat", () => {
	it("goes at once and each minute, whatever becomes of one beat", async () => {
		const { pass, beats } = beating();
		expect(beats()).toBe(1);
		await pass(3 * 60_000);
		expect(beats()).toBe(4);
	});

	it("rests while nobody looks, and goes at once when somebody does again", async () => {
		const { pass, become, beats } = beating();
		await become({ isVisible: false });
		await pass(10 * 60_000);
		expect(beats()).toBe(1);
		await become({ isVisible: true });
		expect(beats()).toBe(2);
	});

	it("ends", async () => {
		const { pass, become, stop, beats } = beating();
		stop();
		await pass(10 * 60_000);
		await become({ isVisible: true });
		expect(beats()).toBe(1);
	});
});
