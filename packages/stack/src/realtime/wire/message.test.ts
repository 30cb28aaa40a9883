import { describe, expect, it } from "vitest";
import { decodeText, encodeText, vsnOf } from "./message.ts";

const JOIN = { joinRef: "1", ref: "2", topic: "t", event: "e", payload: { a: 1 } };

describe("text frames", () => {
	it("of version 2.0.0 are arrays, whose further elements are ignored", () => {
		expect(decodeText(2, '["1","2","t","e",{"a":1},"more"]')).toEqual(JOIN);
		expect(encodeText(2, JOIN)).toBe('["1","2","t","e",{"a":1}]');
	});

	it("of version 1.0.0 are objects, without join_ref on the way out", () => {
		expect(
			decodeText(1, '{"topic":"t","event":"e","payload":{"a":1},"ref":"2","join_ref":"1"}'),
		).toEqual(JOIN);
		expect(JSON.parse(encodeText(1, JOIN))).toEqual({
			topic: "t",
			event: "e",
			payload: { a: 1 },
			ref: "2",
		});
	});

	it("may have numbers for refs, or none", () => {
		expect(decodeText(2, '[null,7,"t","e",{}]')).toMatchObject({ joinRef: null, ref: "7" });
		expect(decodeText(1, '{"topic":"t","event":"e","payload":{}}')).toMatchObject({ ref: null });
	});

	it.each([
		[2, "no json"],
		[2, "{}"],
		[2, "[]"],
		[2, '["1","2","t"]'],
		[2, '["1","2",3,"e",{}]'],
		[2, '["1","2","t",null,{}]'],
		[1, "null"],
		[1, '{"topic":"t"}'],
		[1, '["1","2","t","e",{}]'],
	] as const)("version %i cannot read %s", (vsn, text) => {
		expect(decodeText(vsn, text)).toBeUndefined();
	});
});

describe("the version", () => {
	it("is 1.0.0 where none is named, and unknown beyond 2.0", () => {
		expect([null, "", "1.0.0", "2.0.0"].map(vsnOf)).toEqual([1, 1, 1, 2]);
		expect(["3.0.0", "2.1.0", "two"].map(vsnOf)).toEqual([undefined, undefined, undefined]);
	});
});
