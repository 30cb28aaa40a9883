import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { describeProcess, isAlive, portOwner } from "./processes.mjs";

it("finds who listens on a port", async () => {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;

	expect(portOwner(port)?.pid).toBe(process.pid);

	server.close();
	await once(server, "close");
	expect(portOwner(port)).toBeUndefined();
});

it("knows a process by its number and its start", async () => {
	const child = spawn("sleep", ["60"]);
	await once(child, "spawn");
	const known = describeProcess(child.pid ?? 0);
	if (known === undefined) throw new Error("a running process must be found");

	expect(known.command).toContain("sleep 60");
	expect(isAlive(known)).toBe(true);
	expect(isAlive({ ...known, startedAt: "another time" })).toBe(false);

	child.kill();
	await once(child, "close");
	expect(isAlive(known)).toBe(false);
});
