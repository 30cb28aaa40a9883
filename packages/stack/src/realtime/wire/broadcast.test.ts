import { describe, expect, it } from "vitest";
import { textBroadcast, userBroadcast } from "./broadcast.ts";

describe("a broadcast", () => {
	it("is written once for each version, however many listen", () => {
		const json = { event: "e", encoding: "json", body: Buffer.from("{}") } as const;
		for (const broadcast of [userBroadcast("t", json), textBroadcast("t", {})]) {
			expect(broadcast.frame(2)).toBe(broadcast.frame(2));
			expect(broadcast.frame(1)).toBe(broadcast.frame(1));
		}
	});

	it("of bytes has no form in version 1.0.0, nor has one that claims to be JSON and is not", () => {
		const body = Buffer.from("no json");
		const bytes = { event: "e", encoding: "binary", body: Buffer.from("{}") } as const;
		expect(userBroadcast("t", bytes).frame(1)).toBeUndefined();
		expect(userBroadcast("t", { event: "e", encoding: "json", body }).frame(1)).toBeUndefined();
		expect(userBroadcast("t", { event: "e", encoding: "json", body }).frame(2)).toBeDefined();
	});
});
