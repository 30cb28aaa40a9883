import { expect, it } from "vitest";
import { topics } from "./topics.ts";

it("gives every reader a topic of its own", () => {
	const names = Object.values(topics).map((topic) => topic("1"));

	expect(names).toEqual([
		"conversation:1",
		"conversation:1:team",
		"conversation:1:typing:visitor",
		"conversation:1:typing:team",
		"visitor:1",
		"contact:1",
		"inbox:1",
		"user:1",
	]);
});
