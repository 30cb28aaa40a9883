import type { ServiceSwitch } from "./types.ts";

type Stoppable = { stop(): Promise<void> };

/** A service that can be taken down and brought back, and what it is at the moment. */
export type Switched<Service extends Stoppable> = ServiceSwitch & {
	current(): Service | undefined;
};

/** Makes a switch from the function that starts the service. */
export function createSwitch<Service extends Stoppable>(
	startService: () => Promise<Service> | Service,
): Switched<Service> {
	let service: Service | undefined;
	return {
		current: () => service,
		running: () => service !== undefined,
		async start() {
			service ??= await startService();
		},
		async stop() {
			const ending = service;
			service = undefined;
			await ending?.stop();
		},
	};
}
