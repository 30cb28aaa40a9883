import { withholdPartitions } from "./database/partitions.ts";
import type { Project } from "./project.ts";
import type { Connection } from "./socket/connection.ts";

/** Makes things go wrong on purpose. */
export type FaultSwitches = {
	/** Cuts every socket without a goodbye; answers how many. */
	dropSockets(): number;
	/** Tells every channel that the project's settings changed, then closes the sockets as the platform does. */
	requestDisconnect(): void;
	/** Frames to clients leave so much later from now on; 0 ends it. */
	delayFrames(ms: number): void;
	/** Frames to clients for which the function says true are lost; undefined ends it. */
	dropFrames(which: ((frame: string | Buffer) => boolean) | undefined): void;
	/** What the database announces does not reach anybody while this is on. */
	refuseDelivery(on: boolean): void;
	/** While this is on no partition takes rows: sends are lost, private channels cannot be joined. */
	withholdPartition(on: boolean): Promise<void>;
	/** Ends all of it. */
	clear(): Promise<void>;
};

/** The switches of one running server. */
export function faultSwitches(project: Project): FaultSwitches {
	const { faults } = project;
	let putBack: (() => Promise<void>) | undefined;
	const switches: FaultSwitches = {
		dropSockets() {
			const dropped = [...project.connections];
			for (const connection of dropped) connection.terminate();
			return dropped.length;
		},
		requestDisconnect() {
			for (const connection of project.connections) requestDisconnect(connection);
		},
		delayFrames(ms) {
			faults.frameDelayMs = ms;
		},
		dropFrames(which) {
			faults.dropFrame = which;
		},
		refuseDelivery(on) {
			faults.refuseDelivery = on;
		},
		async withholdPartition(on) {
			faults.withholdPartitions = on;
			if (on) putBack ??= await withholdPartitions(project.sql);
			else {
				await putBack?.();
				putBack = undefined;
			}
		},
		async clear() {
			switches.delayFrames(0);
			switches.dropFrames(undefined);
			switches.refuseDelivery(false);
			await switches.withholdPartition(false);
		},
	};
	return switches;
}

function requestDisconnect(connection: Connection): void {
	const payload = { extension: "system", status: "ok", message: "Server requested disconnect" };
	for (const { topic } of connection.channels.values()) {
		connection.push({ joinRef: null, ref: null, topic, event: "system", payload });
	}
	connection.close(1012);
}
