import { describe, expect, it } from "vitest";
import { joinConfigOf, joinTokenOf } from "./join-config.ts";

describe("what a join asks for", () => {
	it("has the platform's defaults, also where the payload is no object", () => {
		const defaults = {
			isPrivate: false,
			ack: false,
			self: false,
			presenceKey: "",
			isPresenceEnabled: false,
			postgresChanges: [],
			replay: undefined,
			wantsReplicationReady: false,
		};
		for (const payload of [{}, null, [], "x", { config: 1 }, { config: { broadcast: [] } }]) {
			expect(joinConfigOf(payload)).toEqual(defaults);
		}
	});

	it("takes booleans that are words", () => {
		const config = { private: "true", broadcast: { ack: "true", self: "false" } };
		expect(joinConfigOf({ config })).toMatchObject({ isPrivate: true, ack: true, self: false });
	});
});

describe("the token of a join", () => {
	it("is the user_token before the access_token, and none where it is an API key", () => {
		expect(joinTokenOf({ access_token: "a" })).toBe("a");
		expect(joinTokenOf({ access_token: "a", user_token: "u" })).toBe("u");
		expect(joinTokenOf({ access_token: "sb_publishable_x" })).toBeUndefined();
		expect(joinTokenOf({ user_token: "sb_publishable_x" })).toBeUndefined();
		expect(joinTokenOf({ access_token: null })).toBeUndefined();
		expect(joinTokenOf({})).toBeUndefined();
	});
});
