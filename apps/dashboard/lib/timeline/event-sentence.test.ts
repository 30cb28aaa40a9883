import { describe, expect, it } from "vitest";
import { eventSentence } from "./event-sentence.ts";
import { eventOf } from "./testing.ts";

const nameOf = (id: string | null) => (id === "ada" ? "Ada" : null);

describe("what happened", () => {
	it("names who did it", () => {
		const item = eventOf(1, { eventType: "resolved", actorUserId: "ada" });
		expect(eventSentence(item, nameOf)).toBe("Ada resolved this");
	});

	it("names the visitor whose message reopened it", () => {
		const item = { ...eventOf(1, { eventType: "reopened" }), visitorId: "vera" };
		expect(eventSentence(item, nameOf)).toBe("The visitor reopened this");
	});

	it("never shows an id in place of a name", () => {
		const item = eventOf(1, { eventType: "participant_joined", targetUserId: "0193-gone" });
		expect(eventSentence(item, nameOf)).toBe("Somebody joined");
	});
});
