import { expect, it } from "vitest";
import { timeId } from "./time-id.ts";

it("a time id is a UUID of version 1, of its moment, and new each time", () => {
	const ids = Array.from({ length: 100 }, () => timeId(Date.UTC(2026, 0, 1)));
	expect(new Set(ids).size).toBe(100);
	for (const id of ids) {
		expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		const [low, middle, high] = id.split("-") as [string, string, string];
		const ticks = BigInt(`0x${high.slice(1)}${middle}${low}`);
		expect(Number(ticks / 10_000n) - 12_219_292_800_000).toBe(Date.UTC(2026, 0, 1));
	}
});
