import { describe, expect, it } from "vitest";
import {
	errorFromAnswer,
	isTransient,
	SupportError,
	toSupportError,
	unavailable,
} from "./errors.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");

const read = (status: number, body: unknown, headers: Record<string, string> = {}) =>
	errorFromAnswer(new Response(JSON.stringify(body), { status, headers }), NOW);

describe("E1: every failure is one error with a code", () => {
	it("reads what the database raises: the code as message, the sentence as details", async () => {
		const error = await read(404, {
			code: "PT404",
			message: "conversation_not_found",
			details: "There is no such conversation.",
			hint: null,
		});
		expect(error).toBeInstanceOf(SupportError);
		expect(error).toMatchObject({
			code: "conversation_not_found",
			message: "There is no such conversation.",
			status: 404,
			retryAfterSeconds: null,
		});
	});

	it("reads the seconds to wait from details, body and header", async () => {
		const limited = { code: "PT429", message: "rate_limited", details: '{"retryAfterSeconds":30}' };
		expect(await read(429, limited)).toMatchObject({ code: "rate_limited", retryAfterSeconds: 30 });
		const edge = { code: "rate_limited", message: "Too many.", retryAfterSeconds: 7 };
		expect(await read(429, edge)).toMatchObject({ message: "Too many.", retryAfterSeconds: 7 });
		expect(await read(503, {}, { "retry-after": "12" })).toMatchObject({ retryAfterSeconds: 12 });
		const moment = { "retry-after": "Thu, 01 Jan 2026 00:01:00 GMT" };
		expect(await read(503, {}, moment)).toMatchObject({ retryAfterSeconds: 60 });
	});

	it("never shows data for programs as a sentence", async () => {
		const error = await read(429, {
			code: "PT429",
			message: "rate_limited",
			details: '{"retryAfterSeconds":30}',
			hint: "Wait a moment.",
		});
		expect(error.message).toBe("Wait a moment.");
	});

	it("reads what an edge function answers", async () => {
		const error = await read(403, { code: "origin_not_allowed", message: "Not from here." });
		expect(error).toMatchObject({ code: "origin_not_allowed", message: "Not from here." });
	});

	it.each([
		[401, { code: "PGRST301", message: "JWT expired" }, "session_expired"],
		[401, { code: "PGRST303", message: "JWT expired" }, "session_expired"],
		[401, { message: "Invalid API key" }, "session_expired"],
		[401, { code: "42501", message: "permission denied for table visitors" }, "not_allowed"],
		[403, { code: "42501", message: "permission denied" }, "not_allowed"],
		[400, { code: "22P02", message: "invalid input syntax for type uuid" }, "invalid_request"],
		[429, {}, "rate_limited"],
		[503, { code: "PGRST002", message: "schema cache" }, "unavailable"],
		[503, { code: "BOOT_ERROR", message: "Function failed to start" }, "unavailable"],
		[504, null, "unavailable"],
		[500, { code: "XX000", message: "oh" }, "internal"],
		[546, { code: "WORKER_LIMIT", message: "limit" }, "internal"],
	])("gives %i %j the code %s", async (status, body, code) => {
		expect((await read(status, body)).code).toBe(code);
	});

	it("makes something of an answer that is no JSON", async () => {
		const error = await errorFromAnswer(new Response("<html>", { status: 502 }), NOW);
		expect(error).toMatchObject({ code: "unavailable", status: 502 });
		expect(error.message).not.toBe("");
	});

	it("keeps an error that is one already, and wraps what is none", () => {
		const error = new SupportError("internal", "Oh.");
		expect(toSupportError(error)).toBe(error);
		expect(toSupportError(new TypeError("x is not a function"))).toMatchObject({
			code: "internal",
			message: "x is not a function",
		});
		expect(toSupportError("oh")).toMatchObject({ code: "internal", message: "oh" });
	});
});

it("tells what may pass by itself from what will not", () => {
	const at = (status: number) => isTransient(new SupportError("internal", "", { status }));
	expect([408, 429, 500, 502, 503, 546].map(at)).not.toContain(false);
	expect([400, 401, 403, 404, 409, 422].map(at)).not.toContain(true);
	expect(isTransient(unavailable())).toBe(true);
});
