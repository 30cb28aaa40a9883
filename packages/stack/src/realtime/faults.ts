import type { Frame } from "./wire/broadcast.ts";

/** What can be made to go wrong between a socket and the server, and between the database and the sockets. */
export type Faults = {
	/** Each frame to a client leaves this much later; order is kept. */
	frameDelayMs: number;
	/** Frames to clients for which this says true never leave. */
	dropFrame: ((frame: Frame) => boolean) | undefined;
	/** Rows are read from the database and thrown away. */
	refuseDelivery: boolean;
	/** No partition is created while this is on. */
	withholdPartitions: boolean;
};

export function noFaults(): Faults {
	return {
		frameDelayMs: 0,
		dropFrame: undefined,
		refuseDelivery: false,
		withholdPartitions: false,
	};
}
