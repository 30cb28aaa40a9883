import fc from "fast-check";
import { expect, it } from "vitest";
import { uuidv7 } from "./uuid.ts";

it("makes UUIDs of version 7 that carry their moment", () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (now) => {
			const id = uuidv7(now);
			expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
			expect(Number.parseInt(id.replace(/-/g, "").slice(0, 12), 16)).toBe(now);
		}),
	);
});

it("makes ids that sort by time and never repeat", () => {
	const ids = Array.from({ length: 1_000 }, (_, now) => uuidv7(1_700_000_000_000 + now));
	expect([...ids].sort()).toEqual(ids);
	expect(new Set(Array.from({ length: 1_000 }, () => uuidv7(0))).size).toBe(1_000);
});
