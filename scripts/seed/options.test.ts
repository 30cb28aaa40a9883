import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

const today = Date.parse("2026-03-04T05:06:07Z");
const read = (line: string) => readOptions(line.split(" ").filter(Boolean), today);

describe("the options of a seed", () => {
	it("follow from the number of conversations, and end with the day before today", () => {
		const { plan, owner, url } = read("--conversations 200000");

		expect(plan).toEqual({
			...{ seed: 1, conversations: 200_000, items: 10, contacts: 40_000, agents: 50 },
			...{ websites: 3, tags: 20, long: 100_000, until: Date.parse("2026-03-04") },
		});
		expect(owner).toBe("ada@acme.test");
		expect(url).toBeUndefined();
		expect(read("").plan).toMatchObject({ conversations: 1000, contacts: 200, long: 0 });
	});

	it("can each be given", () => {
		const { plan, owner, url } = read(
			"--conversations 5 --seed 3 --items 4 --contacts 2 --agents 1 --websites 1 --tags 0 --long 500 --until 2026-01-31 --owner a@b.test --url postgres://x",
		);

		expect(plan).toEqual({
			...{ seed: 3, conversations: 5, items: 4, contacts: 2, agents: 1, websites: 1, tags: 0 },
			...{ long: 500, until: Date.parse("2026-01-31") },
		});
		expect([owner, url]).toEqual(["a@b.test", "postgres://x"]);
	});

	it.each([
		["--conversations many", '--conversations can\'t be "many"'],
		["--conversations 0", "--conversations"],
		["--conversations 1e6", "--conversations"],
		["--seed=-1", "--seed"],
		["--agents 0", "--agents"],
		["--until yesterday", "--until"],
		["--until 2026-02-30", "--until"],
		["--conversation 5", "--conversation"],
		["5", "5"],
	])("name what is wrong with %s", (line, named) => {
		expect(() => read(line)).toThrow(expect.objectContaining({ name: "Problem" }));
		expect(() => read(line)).toThrow(named);
	});
});
