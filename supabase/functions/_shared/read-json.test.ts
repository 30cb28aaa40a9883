import { expect, it } from "vitest";
import { readJson } from "./read-json.ts";

const post = (body: BodyInit, headers = {}) =>
	new Request("http://x", { method: "POST", body, headers, duplex: "half" } as RequestInit);

/** A body without a length that never ends, and says how much of it was taken. */
function endless() {
	let chunks = 0;
	const stream = new ReadableStream({
		pull(controller) {
			chunks += 1;
			controller.enqueue(new Uint8Array(1_024).fill(0x20));
		},
	});
	return { stream, taken: () => chunks };
}

it("reads JSON up to the last byte allowed", async () => {
	expect(await readJson(post('{"a":"é"}'), 10)).toEqual({ a: "é" });
	await expect(readJson(post('{"a":"é"}'), 9)).rejects.toMatchObject({ code: "request_too_large" });
});

it("stops reading where the limit is", async () => {
	const { stream, taken } = endless();

	await expect(readJson(post(stream), 4_096)).rejects.toMatchObject({ code: "request_too_large" });
	expect(taken()).toBeLessThan(8);
});

it("does not begin to read what says that it is too large", async () => {
	const { stream, taken } = endless();
	const request = post(stream, { "content-length": "10485760" });

	await expect(readJson(request, 4_096)).rejects.toMatchObject({ code: "request_too_large" });
	expect(taken()).toBeLessThan(2);
});

it("leaves out what Postgres can't store", async () => {
	const text = '{"a":"x\\u0000y","b":["half \\ud83d"],"c":"whole \\ud83d\\ude00"}';

	expect(await readJson(post(text), 100)).toEqual({
		a: "xy",
		b: ["half \ufffd"],
		c: "whole 😀",
	});
});
