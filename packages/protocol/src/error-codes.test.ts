import { expect, it } from "vitest";
import { ERRORS } from "./error-codes.ts";

const all = Object.entries(ERRORS);

it.each(all)("%s is a name, a refusal's status and a sentence", (code, [status, message]) => {
	expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
	expect(status).toBeGreaterThanOrEqual(400);
	expect(status).toBeLessThan(600);
	expect(message).toMatch(/^[A-Z].*\.$/);
});

it("says something else for each code", () => {
	expect(new Set(all.map(([, [, message]]) => message)).size).toBe(all.length);
});
