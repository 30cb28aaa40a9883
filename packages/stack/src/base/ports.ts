import { createServer } from "node:net";

/** The only address anything here listens on. */
export const LOOPBACK = "127.0.0.1";

/** A port that is free at this moment. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once("error", reject);
		server.listen(0, LOOPBACK, () => {
			const address = server.address();
			server.close(() => {
				if (address === null || typeof address === "string") reject(new Error("no port"));
				else resolve(address.port);
			});
		});
	});
}

/** Whether somebody listens on this port. */
export function isPortTaken(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(true));
		server.listen(port, LOOPBACK, () => server.close(() => resolve(false)));
	});
}
