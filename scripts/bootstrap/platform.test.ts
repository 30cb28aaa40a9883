import { expect, it } from "vitest";
import { assertSupported, thisPlatform } from "./platform.mjs";

it.each([
	[{ os: "win32", arch: "x64", libc: "none" }, "WSL"],
	[{ os: "freebsd", arch: "x64", libc: "none" }, "Linux or macOS"],
	[{ os: "linux", arch: "ia32", libc: "glibc" }, "x64 or arm64"],
	[{ os: "linux", arch: "x64", libc: "musl" }, "Debian"],
] as const)("refuses %o with a way out", (platform, wayOut) => {
	expect(() => assertSupported(platform)).toThrow(
		expect.objectContaining({ wayOut: expect.stringContaining(wayOut) }),
	);
});

it("accepts the machine it runs on", () => {
	expect(() => assertSupported(thisPlatform())).not.toThrow();
});
