import { expect, it } from "vitest";
import { binaryFor } from "./binaries.mjs";

const swc = {
	sharp: "^0.35.5",
	"@next/swc-darwin-arm64": "16.4.6",
	"@next/swc-linux-x64-gnu": "16.4.6",
	"@next/swc-linux-x64-musl": "16.4.6",
};

it("chooses the binary made for the machine", () => {
	expect(binaryFor(swc, { os: "linux", arch: "x64", libc: "glibc" })).toBe(
		"@next/swc-linux-x64-gnu",
	);
	expect(binaryFor(swc, { os: "darwin", arch: "arm64", libc: "none" })).toBe(
		"@next/swc-darwin-arm64",
	);
});

it("chooses none where none is made", () => {
	expect(binaryFor(swc, { os: "linux", arch: "arm64", libc: "glibc" })).toBeUndefined();
});
