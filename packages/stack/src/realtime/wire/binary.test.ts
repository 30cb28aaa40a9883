import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kind3 } from "../testing/raw-client.ts";
import { decodeBinary, encodeUserBroadcast } from "./binary.ts";

const short = fc.string({ unit: "binary", maxLength: 40 });

describe("frames of kind 3", () => {
	it("are read as they were written, whatever is in them", () => {
		fc.assert(
			fc.property(short, short, short, fc.uint8Array(), (topic, event, ref, bytes) => {
				const body = Buffer.from(bytes);
				expect(decodeBinary(kind3({ joinRef: "", ref, topic, event, body }))).toEqual({
					joinRef: null,
					ref: ref || null,
					topic,
					broadcast: { event, encoding: "binary", body, meta: undefined },
				});
			}),
		);
	});

	it("carry JSON as its bytes, and metadata as text", () => {
		const frame = kind3({ topic: "t", event: "e", meta: '{"a":1}', body: { n: 1 } });
		expect(decodeBinary(frame)?.broadcast).toEqual({
			event: "e",
			encoding: "json",
			body: Buffer.from('{"n":1}'),
			meta: '{"a":1}',
		});
	});

	it("of another kind, another encoding, or cut short are not read", () => {
		const frame = kind3({ topic: "topic", event: "event", body: Buffer.alloc(0) });
		expect(decodeBinary(frame)).toBeDefined();
		expect(decodeBinary(Buffer.alloc(0))).toBeUndefined();
		for (let length = 1; length < frame.length; length++) {
			expect(decodeBinary(frame.subarray(0, length))).toBeUndefined();
		}
		for (const [index, value] of [
			[0, 4],
			[6, 2],
		] as const) {
			const broken = Buffer.from(frame);
			broken[index] = value;
			expect(decodeBinary(broken)).toBeUndefined();
		}
	});
});

describe("frames of kind 4", () => {
	it("begin with the lengths of topic, event and metadata in bytes, and the encoding", () => {
		const body = Buffer.from("[1]");
		const broadcast = { event: "é", encoding: "json", body, meta: "{}" } as const;
		expect(encodeUserBroadcast("tö", broadcast)).toEqual(
			Buffer.concat([Buffer.from([4, 3, 2, 2, 1]), Buffer.from("töé{}[1]")]),
		);
		expect(encodeUserBroadcast("t", { event: "e", encoding: "binary", body })?.[4]).toBe(0);
	});

	it("cannot be written where a name is longer than 255 bytes", () => {
		const body = Buffer.alloc(0);
		const long = { event: "e".repeat(255), encoding: "json", body } as const;
		expect(encodeUserBroadcast("t", long)).toBeDefined();
		expect(encodeUserBroadcast("ä".repeat(128), long)).toBeUndefined();
	});
});
