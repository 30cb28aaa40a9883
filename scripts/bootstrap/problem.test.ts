import { expect, it } from "vitest";
import { problemFromOutput, tail } from "./problem.mjs";

it.each([
	["npm error network request failed, reason: getaddrinfo ENOTFOUND example.test", "No network"],
	["error sending request: client error (Connect): tcp connect error", "No network"],
	["W: Temporary failure resolving 'deb.example.test'", "No network"],
	["ENOSPC: no space left on device, write", "The disk is full"],
	["Error: ERR_PNPM_FROZEN_LOCKFILE_WITH_OUTDATED_LOCKFILE", "pnpm-lock.yaml does not fit"],
	["Segmentation fault", "Failed while installing"],
])("reads from %j what went wrong", (output, cause) => {
	expect(problemFromOutput("installing the packages", output).message).toContain(cause);
});

it("keeps the end of a long output", () => {
	expect(tail("one\ntwo\nthree\n", 2)).toBe("two\nthree");
});
