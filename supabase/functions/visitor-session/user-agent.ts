import type { VisitorDetails } from "@cossistant/protocol";

/** What a browser says of itself in the header `user-agent`, as far as an agent cares. */
export type UserAgent = {
	browser: string | null;
	browserVersion: string | null;
	os: string | null;
	deviceType: VisitorDetails["deviceType"];
};

/** The first that matches wins: nearly every browser also claims to be the ones below it. */
const BROWSERS: readonly (readonly [name: string, pattern: RegExp])[] = [
	["Instagram", /\bInstagram (\d+)/],
	["Facebook", /\bFBAV\/(\d+)/],
	["Edge", /\bEdg(?:e|A|iOS)?\/(\d+)/],
	["Opera", /\b(?:OPR|OPiOS|OPT)\/(\d+)/],
	["Samsung Internet", /\bSamsungBrowser\/(\d+)/],
	["Vivaldi", /\bVivaldi\/(\d+)/],
	["Yandex", /\bYaBrowser\/(\d+)/],
	["DuckDuckGo", /\b(?:DuckDuckGo|Ddg)\/(\d+)/],
	["Firefox", /\b(?:Firefox|FxiOS)\/(\d+)/],
	["Chrome", /\b(?:Headless)?(?:Chrome|CriOS)\/(\d+)/],
	["Safari", /\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//],
];

/** Versions of macOS, Windows and Android are frozen in the header; that of iOS is told. */
const SYSTEMS: readonly (readonly [name: string, pattern: RegExp])[] = [
	["iOS", /\b(?:iPhone|iPod)\b/],
	["iPadOS", /\biPad\b/],
	["Android", /\bAndroid\b/],
	["Windows", /\bWindows\b/],
	["ChromeOS", /\bCrOS\b/],
	["macOS", /\bMacintosh\b/],
	["Linux", /\b(?:Linux|X11)\b/],
];

/** Reads the header; what it does not tell, or tells oddly, is null. */
export function parseUserAgent(header: string | null): UserAgent {
	const text = (header ?? "").slice(0, 500);
	const [browser, pattern] = BROWSERS.find(([, candidate]) => candidate.test(text)) ?? [];
	const [system] = SYSTEMS.find(([, candidate]) => candidate.test(text)) ?? [];
	return {
		browser: browser ?? null,
		browserVersion: pattern?.exec(text)?.[1] ?? null,
		os: system ? `${system}${appleVersion(text)}` : null,
		deviceType: deviceType(text, system),
	};
}

function appleVersion(text: string): string {
	const version = /\b(?:iPhone|iPad|iPod)\b.* OS (\d+)/.exec(text)?.[1];
	return version ? ` ${version}` : "";
}

function deviceType(text: string, system: string | undefined): UserAgent["deviceType"] {
	if (/\b(?:bot|crawler|spider)\b|bot\b/i.test(text) || system === undefined) return "unknown";
	if (system === "iOS") return "mobile";
	if (system === "iPadOS") return "tablet";
	if (system === "Android") return /\bMobile\b/.test(text) ? "mobile" : "tablet";
	return "desktop";
}
