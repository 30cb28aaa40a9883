import { expect, it } from "vitest";
import { weigh } from "./weights.ts";

const LATER = 'export const open = () => import("jose");';

it("weighs what a page loads at once apart from what may follow", async () => {
	const first = await weigh({ code: LATER, counts: "first" });
	const all = await weigh({ code: LATER, counts: "all" });

	expect(first.kilobytes).toBeLessThan(1);
	expect(all.kilobytes).toBeGreaterThan(5);
});

it("leaves React outside", async () => {
	const { kilobytes } = await weigh({
		code: 'export * from "react"; export { jsx } from "react/jsx-runtime";',
		counts: "all",
	});

	expect(kilobytes).toBeLessThan(0.2);
});

it("names the biggest parts first", async () => {
	const { biggest } = await weigh({ code: 'export * from "jose";', counts: "all" });

	expect(biggest[0]?.file).toContain("/jose/");
	expect(biggest[0]?.bytes).toBeGreaterThanOrEqual(biggest[1]?.bytes ?? 0);
});
