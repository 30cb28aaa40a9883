import { Problem } from "./problem.mjs";

/**
 * @typedef {{ os: string, arch: string, libc: "glibc" | "musl" | "none" }} Platform
 */

/** This machine, in the words that npm packages use. @returns {Platform} */
export function thisPlatform() {
	return { os: process.platform, arch: process.arch, libc: libc() };
}

/**
 * Refuses a machine for which some binary does not exist, before anything is downloaded.
 * @param {Platform} platform
 */
export function assertSupported({ os, arch, libc }) {
	if (os === "win32") {
		throw new Problem(
			"Windows is not supported directly.",
			"Open the repository in WSL 2 (for example Ubuntu) and run the same command there.",
		);
	}
	if (!["linux", "darwin"].includes(os) || !["x64", "arm64"].includes(arch)) {
		throw new Problem(
			`No Postgres build exists for ${os} on ${arch}.`,
			"Use Linux or macOS on x64 or arm64, for example in a virtual machine.",
		);
	}
	if (libc === "musl") {
		throw new Problem(
			"This Linux uses musl (Alpine?), but the local Postgres is built for glibc.",
			"Use a glibc distribution: Debian, Ubuntu, Fedora.",
		);
	}
}

function libc() {
	if (process.platform !== "linux") return "none";
	// Its network part resolves names, which takes seconds offline.
	const report = Object.assign(process.report, { excludeNetwork: true });
	const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (
		/** @type {unknown} */ (report.getReport())
	);
	return header.glibcVersionRuntime === undefined ? "musl" : "glibc";
}
