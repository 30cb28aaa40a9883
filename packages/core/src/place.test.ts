import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { settle, useStoppedClock, world } from "./testing/setup.ts";

const run = promisify(execFile);
const entry = new URL("./index.ts", import.meta.url).href;

const node = async (script: string) =>
	(
		await run(process.execPath, ["--no-warnings", "--input-type=module", "--eval", script])
	).stdout.trim();

it("W1: the shell runs in plain Node and touches nothing when imported or created", async () => {
	const told = await node(`
		const touched = [];
		for (const name of ["fetch", "localStorage", "WebSocket", "setTimeout", "navigator", "addEventListener"])
			Object.defineProperty(globalThis, name, { configurable: true, get: () => void touched.push(name) });
		const { createCossistantClient, SupportError, createStore } = await import(${JSON.stringify(entry)});
		const client = createCossistantClient({ publicKey: "pk", apiUrl: "https://project.test", locks: null });
		client.conversation(client.newConversationId()).get();
		console.log(JSON.stringify({ touched, phase: client.session.get().phase, types: [typeof SupportError, typeof createStore] }));
	`);
	expect(JSON.parse(told)).toEqual({ touched: [], phase: "idle", types: ["function", "function"] });
});

it("W1: and ends by itself when nothing is left to do", async () => {
	const told = await node(`
		const { createCossistantClient } = await import(${JSON.stringify(entry)});
		const client = createCossistantClient({ publicKey: "pk", apiUrl: "https://project.test", fetch: () => Promise.reject(new Error()) });
		const stop = client.start();
		await client.ready().catch(({ code }) => console.log(code));
		stop();
	`);
	expect(told).toBe("unavailable");
});

it("W1: the live part runs in plain Node too", async () => {
	const live = new URL("./live/index.ts", import.meta.url).href;
	expect(await node(`console.log(typeof (await import(${JSON.stringify(live)})).createLive)`)).toBe(
		"function",
	);
});

it("tells of a page only what there is: nothing of it in Node", async () => {
	const { readDevice } = await import("./device.ts");
	expect(readDevice()).not.toHaveProperty("page");
	expect(readDevice().timezone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
});

useStoppedClock();

it("W3: drafts survive a reload; the oldest give way", async () => {
	const { browser } = world();
	const first = browser.open();
	for (let i = 0; i < 25; i += 1) first.client.saveDraft(`c${i}`, `draft ${i}`);
	first.client.saveDraft("c7", "");
	first.close();
	const { client } = browser.open();
	await settle();
	expect(client.draft("c24")).toBe("draft 24");
	expect(client.draft("c7")).toBe("");
	expect(client.draft("c1")).toBe("");
});
