import { expect, it } from "vitest";
import { parseUserAgent } from "./user-agent.ts";

const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const phone =
	"Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const android = "Mozilla/5.0 (Linux; Android 10; K)";

const known: [
	header: string,
	browser: string | null,
	version: string | null,
	os: string | null,
	device: string,
][] = [
	[`${windows} ${webkit} Chrome/149.0.0.0 Safari/537.36`, "Chrome", "149", "Windows", "desktop"],
	[
		`${windows} ${webkit} Chrome/149.0.0.0 Safari/537.36 Edg/149.0.1.2`,
		"Edge",
		"149",
		"Windows",
		"desktop",
	],
	[
		`${mac} ${webkit} Chrome/149.0.0.0 Safari/537.36 OPR/120.0.0.0`,
		"Opera",
		"120",
		"macOS",
		"desktop",
	],
	[
		`${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15`,
		"Safari",
		"19",
		"macOS",
		"desktop",
	],
	[
		"Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
		"Firefox",
		"145",
		"Linux",
		"desktop",
	],
	[
		`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/149.0.0.0 Safari/537.36`,
		"Chrome",
		"149",
		"ChromeOS",
		"desktop",
	],
	[`${phone} Version/19.1 Mobile/15E148 Safari/604.1`, "Safari", "19", "iOS 19", "mobile"],
	[`${phone} CriOS/149.0.1.2 Mobile/15E148 Safari/604.1`, "Chrome", "149", "iOS 19", "mobile"],
	[`${phone} FxiOS/145.0 Mobile/15E148 Safari/604.1`, "Firefox", "145", "iOS 19", "mobile"],
	[
		`${phone} EdgiOS/149.0.1 Version/19.0 Mobile/15E148 Safari/604.1`,
		"Edge",
		"149",
		"iOS 19",
		"mobile",
	],
	[
		`${phone} Mobile/15E148 Instagram 400.0.0.1 (iPhone16,1; iOS 19_1)`,
		"Instagram",
		"400",
		"iOS 19",
		"mobile",
	],
	[
		"Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
		"Safari",
		"18",
		"iPadOS 18",
		"tablet",
	],
	[
		`${android} ${webkit} Chrome/149.0.0.0 Mobile Safari/537.36`,
		"Chrome",
		"149",
		"Android",
		"mobile",
	],
	[`${android} ${webkit} Chrome/149.0.0.0 Safari/537.36`, "Chrome", "149", "Android", "tablet"],
	[
		`${android} ${webkit} SamsungBrowser/29.0 Chrome/140.0.0.0 Mobile Safari/537.36`,
		"Samsung Internet",
		"29",
		"Android",
		"mobile",
	],
	[
		`${android} ${webkit} Chrome/149.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/500.0.0.1;]`,
		"Facebook",
		"500",
		"Android",
		"mobile",
	],
	[
		"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
		null,
		null,
		null,
		"unknown",
	],
	[
		`${android} ${webkit} Chrome/149.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1)`,
		"Chrome",
		"149",
		"Android",
		"unknown",
	],
	["node", null, null, null, "unknown"],
];

it.each(known)("reads %s", (header, browser, browserVersion, os, deviceType) => {
	expect(parseUserAgent(header)).toEqual({ browser, browserVersion, os, deviceType });
});

it("knows nothing of a browser that says nothing", () => {
	const nothing = { browser: null, browserVersion: null, os: null, deviceType: "unknown" };

	expect(parseUserAgent(null)).toEqual(nothing);
	expect(parseUserAgent("")).toEqual(nothing);
});
