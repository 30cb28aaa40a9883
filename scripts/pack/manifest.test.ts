import { expect, it } from "vitest";
import { packedManifest } from "./manifest.ts";

const protocol = { name: "@acme/protocol", version: "1.2.0", exports: { ".": "./src/index.ts" } };
const next = {
	name: "@acme/next",
	version: "1.3.0",
	exports: {
		".": { "react-server": "./src/index.server.ts", default: "./src/index.ts" },
		"./row": "./src/parts/row.tsx",
		"./look.css": "./src/look.css",
	},
	dependencies: { "@acme/protocol": "workspace:*", jose: "6.2.17" },
	devDependencies: { typescript: "6.0.3" },
};

it("leads every entry, under every condition, to what was built", () => {
	expect(packedManifest(next, [protocol]).exports).toEqual({
		".": { "react-server": "./dist/index.server.js", default: "./dist/index.js" },
		"./row": "./dist/parts/row.js",
		"./look.css": "./dist/look.css",
	});
});

it("finds siblings beside itself, never by their names in a registry", () => {
	const { dependencies, devDependencies } = packedManifest(next, [protocol]);

	expect(dependencies).toEqual({
		"@acme/protocol": "file:./acme-protocol-1.2.0.tgz",
		jose: "6.2.17",
	});
	expect(devDependencies).toBeUndefined();
});

it("refuses a sibling that is not packed", () => {
	expect(() => packedManifest(next, [])).toThrow("@acme/next needs @acme/protocol");
});
