import { afterEach, beforeEach, vi } from "vitest";
import { createFakeBrowser } from "./fake-browser.ts";
import { createFakeServer, type FakeServer } from "./fake-server.ts";

const stops: (() => void)[] = [];

/** Stops the clock for each test of the file, and closes what the test opened. */
export function useStoppedClock(): void {
	beforeEach(() => {
		vi.useFakeTimers({ now: new Date("2026-01-01T00:00:00Z") });
	});
	afterEach(() => {
		for (const stop of stops.splice(0)) stop();
		vi.useRealTimers();
	});
}

/** A server and one browser; all of its tabs are closed with the test. */
export function world(options?: Parameters<typeof createFakeServer>[0]) {
	const server = createFakeServer(options);
	const browser = anotherBrowser(server);
	return { server, browser };
}

export function anotherBrowser(server: FakeServer) {
	const browser = createFakeBrowser(server);
	stops.push(browser.closeAll);
	return browser;
}

/** Lets time pass, and everything that happens in it. */
export const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** Lets everything happen that needs no time. */
export const settle = () => pass(0);

/** The token that the browser remembers. */
export function storedToken({ stored }: ReturnType<typeof createFakeBrowser>): string {
	const json = [...stored].find(([key]) => key.endsWith(":session"))?.[1];
	return JSON.parse(json ?? "{}").token;
}
