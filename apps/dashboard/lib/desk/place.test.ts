import { describe, expect, it } from "vitest";
import { pathOf, readPlace } from "./place.ts";

describe("a place", () => {
	it.each(["/w/1/open", "/w/1/resolved", "/w/1/open/2"])("has the path %s, and back", (path) => {
		const place = readPlace(path);
		expect(place && pathOf(place)).toBe(path);
	});

	it("without a conversation is the list", () => {
		expect(readPlace("/w/1/open/")).toEqual({ websiteId: "1", view: "open", conversationId: null });
	});

	it.each(["/", "/w/1", "/w/1/install", "/w/1/open/2/3", "/x/1/open"])("is not %s", (path) => {
		expect(readPlace(path)).toBeNull();
	});
});
