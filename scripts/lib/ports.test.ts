import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { assertFree, freePort } from "./ports.ts";

it("names the process that has the port, and two ways out", async () => {
	const port = await freePort();
	const server = createServer().listen(port, "127.0.0.1");
	await once(server, "listening");

	await expect(assertFree(port, { what: "the demo", variable: "DEMO_PORT" })).rejects.toMatchObject(
		{
			message: expect.stringContaining(`is taken by process ${process.pid}`),
			wayOut: expect.stringContaining(`DEMO_PORT=${port + 10}`),
		},
	);

	server.close();
	await once(server, "close");
	await expect(
		assertFree(port, { what: "the demo", variable: "DEMO_PORT" }),
	).resolves.toBeUndefined();
});
