import { describe, expect, it } from "vitest";
import { hueOf, initialsOf, visitorName } from "./people.ts";

describe("names", () => {
	it("of visitors nobody knows differ, and stay", () => {
		const visitorId = "0193a1b2-0000-7000-8000-00000000beef";
		expect(visitorName({ visitorName: null, visitorId })).toBe("Visitor BEEF");
		expect(visitorName({ visitorName: "Vera", visitorId })).toBe("Vera");
	});

	it.each([
		["Ada Lovelace", "AL"],
		["ada@acme.test", "A"],
		["grace.hopper@acme.test", "GH"],
		["Ana María de la Cruz", "AC"],
		["😀 Smile", "😀S"],
		["  ", "?"],
	])("%s has the letters %s", (name, letters) => {
		expect(initialsOf(name)).toBe(letters);
	});

	it("give everybody one of eight hues", () => {
		const hues = ["a", "b", "Ada", "Grace", "Vera"].map(hueOf);
		expect(hues.every((hue) => hue >= 0 && hue < 8)).toBe(true);
		expect(hueOf("Ada")).toBe(hueOf("Ada"));
	});
});
