import type { Device } from "@cossistant/protocol";

/** What this browser tells of itself; in Node and Deno, what little there is. */
export function readDevice(): Device {
	const { navigator, screen, document, location } = globalThis;
	return {
		...(navigator?.language && { language: navigator.language.slice(0, 35) }),
		timezone: Intl.DateTimeFormat().resolvedOptions().timeZone.slice(0, 64),
		...(screen && { screen: `${screen.width}x${screen.height}` }),
		...(document?.referrer && { referrer: document.referrer.slice(0, 2_000) }),
		...(document &&
			location && {
				page: {
					url: location.href.slice(0, 2_000),
					title: document.title.slice(0, 300) || null,
				},
			}),
	};
}
