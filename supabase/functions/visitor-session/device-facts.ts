import type { Device, VisitorDetails } from "@cossistant/protocol";
import { sha256 } from "../_shared/digest.ts";
import { parseUserAgent } from "./user-agent.ts";

/** What is known of the browser: its own words and what its headers tell. */
export type DeviceFacts = Device & {
	browser: string | null;
	os: string | null;
	deviceType: VisitorDetails["deviceType"];
	/** A hint for agents that two visitors may be one browser. It never grants anything. */
	fingerprint: string;
};

/** Joins what the browser says with what its user agent tells. */
export async function deviceFacts(
	device: Device,
	{ userAgent, publicKey }: { userAgent: string | null; publicKey: string },
): Promise<DeviceFacts> {
	const { browser, browserVersion, os, deviceType } = parseUserAgent(userAgent);
	// Coarse on purpose: no version, which changes monthly. With the website, so that no two sites can compare.
	const { language, timezone, screen } = device;
	const facts = [publicKey, browser, os?.split(" ")[0], deviceType, language, timezone, screen];
	return {
		...device,
		browser: browser && browserVersion ? `${browser} ${browserVersion}` : browser,
		os,
		deviceType,
		fingerprint: (await sha256(JSON.stringify(facts))).slice(0, 32),
	};
}
