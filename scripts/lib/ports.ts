import { createServer } from "node:net";
import { Problem } from "../bootstrap/problem.mjs";
import { portOwner } from "../bootstrap/processes.mjs";

/** Refuses to go on when a port is taken, and says by whom and what to do. */
export async function assertFree(
	port: number,
	{ what, variable }: { what: string; variable: string },
) {
	if (await isFree(port)) return;
	const owner = portOwner(port);
	throw new Problem(
		`Port ${port}, where ${what} should listen, is taken by ${
			owner === undefined
				? "a process of another user"
				: `process ${owner.pid}: ${shorten(owner.command)}`
		}.`,
		owner === undefined
			? `Choose another port: \`${variable}=${port + 10} npm run dev\`.`
			: `End it (\`kill ${owner.pid}\`), or choose another port: \`${variable}=${port + 10} npm run dev\`.`,
	);
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === "string") throw new Error("no port was given");
	return address.port;
}

function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(false));
		server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
	});
}

function shorten(command: string): string {
	return command.length > 80 ? `${command.slice(0, 79)}…` : command;
}
