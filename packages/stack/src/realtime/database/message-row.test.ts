import { expect, it } from "vitest";
import { rowOf } from "./message-row.ts";

const ROW = {
	id: "5b0c9a4e-0000-4000-8000-000000000001",
	topic: "room",
	event: "said",
	private: "t",
	inserted_at: "2026-01-01 00:00:00",
	payload: '{"n": 1}',
	binary_payload: null,
};

it("a row is delivered as the text or the bytes that are stored", () => {
	expect(rowOf(ROW)).toEqual({
		id: ROW.id,
		topic: "room",
		event: "said",
		private: true,
		body: Buffer.from('{"n": 1}'),
		encoding: "json",
	});
	expect(rowOf({ ...ROW, private: "f", payload: null, binary_payload: "\\x00ff" })).toMatchObject({
		private: false,
		body: Buffer.from([0, 255]),
		encoding: "binary",
	});
});

it.each(["id", "topic", "event", "private", "inserted_at", "payload"])(
	"a row without %s is not delivered",
	(column) => {
		expect(rowOf({ ...ROW, [column]: null })).toBeUndefined();
	},
);
