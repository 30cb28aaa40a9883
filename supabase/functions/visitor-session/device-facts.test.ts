import type { Device } from "@cossistant/protocol";
import { expect, it } from "vitest";
import { deviceFacts } from "./device-facts.ts";

const chrome = (version: number) =>
	`Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`;
const device = { language: "fr", timezone: "Europe/Paris", screen: "1920x1080" };

async function fingerprint(change: Device = {}, { version = 149, publicKey = "pk_acme" } = {}) {
	const about = { userAgent: chrome(version), publicKey };
	return (await deviceFacts({ ...device, ...change }, about)).fingerprint;
}

it("recognises a browser after its update and on another page", async () => {
	const page = { url: "https://shop.example/cart", title: null };

	expect(await fingerprint({ page }, { version: 150 })).toBe(await fingerprint());
});

it("tells browsers apart that differ, and does not recognise one on another website", async () => {
	const fingerprints = await Promise.all([
		fingerprint(),
		fingerprint({ screen: "390x844" }),
		fingerprint({ timezone: "Europe/Rome" }),
		fingerprint({}, { publicKey: "pk_globex" }),
	]);

	expect(new Set(fingerprints).size).toBe(4);
});
