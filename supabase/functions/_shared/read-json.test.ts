import { expect, it } from "vitest";
import { readJson } from "./read-json.ts";

const post = (body: BodyInit) =>
	new Request("http://x", { method: "POST", body, duplex: "half" } as RequestInit);

/** A body that ends after so many kilobytes, and says how much of it was taken. */
function bodyOf(kilobytes: number) {
	let taken = 0;
	const stream = new ReadableStream({
		pull(controller) {
			if (taken === kilobytes) return controller.close();
			taken += 1;
			controller.enqueue(new Uint8Array(1_024).fill(0x20));
		},
	});
	return { stream, taken: () => taken };
}

it("reads JSON up to the last byte allowed", async () => {
	expect(await readJson(post('{"a":"é"}'), 10)).toEqual({ a: "é" });
	await expect(readJson(post('{"a":"é"}'), 9)).rejects.toMatchObject({ code: "request_too_large" });
});

it("takes in what is too large before it refuses, so that the sender hears the refusal", async () => {
	const { stream, taken } = bodyOf(10_240);

	await expect(readJson(post(stream), 4_096)).rejects.toMatchObject({ code: "request_too_large" });
	expect(taken()).toBe(10_240);
});

it("gives up a body without end", async () => {
	const { stream, taken } = bodyOf(Number.POSITIVE_INFINITY);

	await expect(readJson(post(stream), 4_096)).rejects.toMatchObject({ code: "request_too_large" });
	expect(taken()).toBeLessThan(16_500);
});

it("leaves out what Postgres can't store", async () => {
	const text = '{"a":"x\\u0000y","b":["half \\ud83d"],"c":"whole \\ud83d\\ude00"}';

	expect(await readJson(post(text), 100)).toEqual({
		a: "xy",
		b: ["half \ufffd"],
		c: "whole 😀",
	});
});
