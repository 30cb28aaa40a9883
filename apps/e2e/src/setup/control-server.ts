import { createServer } from "node:http";
import type { ServiceName, Stack } from "@cossistant/stack";

export type ControlServer = { url: string; stop(): Promise<void> };

/** Lets journeys, which run in other processes, take services of the stack down and bring them back. */
export async function startControlServer(services: Stack["services"]): Promise<ControlServer> {
	const server = createServer(async (request, response) => {
		const [name, act] = (request.url ?? "").slice(1).split("/");
		try {
			await switchService(services[name as ServiceName], act);
			response.end();
		} catch (error) {
			response.writeHead(500).end(String(error));
		}
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const address = server.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}`,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

function switchService(
	service: Stack["services"][ServiceName] | undefined,
	act = "",
): Promise<void> {
	if (service !== undefined && act === "stop") return service.stop();
	if (service !== undefined && act === "start") return service.start();
	throw new Error(`There is no "${act}" for this service.`);
}
