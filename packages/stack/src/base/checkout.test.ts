import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { findCheckout } from "./checkout.ts";

const STRANGER = { uid: 65_533, gid: 65_533 };
const made: string[] = [];

afterEach(() => {
	for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(mode: number): string {
	const path = mkdtempSync("/tmp/stack-checkout-");
	chmodSync(path, mode);
	made.push(path);
	return path;
}

describe("the state of a checkout", () => {
	it("lies in it where the database's user gets through", () => {
		const root = folder(0o755);

		expect(findCheckout(root, STRANGER).stateDir).toBe(`${root}/.stack`);
	});

	it("lies in it where the database runs as whoever owns it", () => {
		const root = folder(0o700);
		const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

		expect(findCheckout(root, owner).stateDir).toBe(`${root}/.stack`);
	});

	it("lies outside, in a place of its own, where that user does not get through", () => {
		const [one, other] = [folder(0o700), folder(0o700)].map(
			(root) => findCheckout(root, STRANGER).stateDir,
		) as [string, string];
		made.push(one, other);

		expect(dirname(one)).toBe("/var/tmp");
		expect(one).not.toBe(other);
	});
});
