import { describe, expect, it } from "vitest";
import { createDrafts } from "./drafts.ts";
import { createFakeWorld } from "./testing/fake-world.ts";

const reply = { conversationId: "c1", visibility: "public" } as const;
const note = { conversationId: "c1", visibility: "private" } as const;

describe("drafts", () => {
	it("keep a reply and a note of one conversation apart", () => {
		const drafts = createDrafts(createFakeWorld().storage, "ada");
		drafts.set(reply, "Dear Vera");
		drafts.set(note, "Careful");
		expect([drafts.get(reply), drafts.get(note)]).toEqual(["Dear Vera", "Careful"]);
	});

	it("mark their conversation until both are gone", () => {
		const drafts = createDrafts(createFakeWorld().storage, "ada");
		drafts.set(reply, "Dear Vera");
		drafts.set(note, "Careful");
		drafts.set(reply, "");
		expect(drafts.index.get().has("c1")).toBe(true);
		drafts.set(note, "");
		expect(drafts.index.get().has("c1")).toBe(false);
	});

	it("survive a reload, and are nobody else's", () => {
		const { storage } = createFakeWorld();
		createDrafts(storage, "ada").set(reply, "Dear Vera");
		const later = createDrafts(storage, "ada");
		later.restore();
		expect([later.get(reply), later.index.get().has("c1")]).toEqual(["Dear Vera", true]);
		expect(createDrafts(storage, "grace").get(reply)).toBe("");
	});
});
