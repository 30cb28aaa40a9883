import type { Replay, ReplayedRow } from "../database/replay.ts";
import { encodeUserBroadcast } from "../wire/binary.ts";
import { type Channel, push, pushSystem, shutDown } from "./channel.ts";
import { pushPresenceState } from "./presence.ts";

/** What follows the answer to a join: replayed rows, who is present, and how subscriptions went. */
export function afterJoin(channel: Channel, replay: Replay): void {
	for (const row of replay) pushReplayed(channel, row);
	pushPresenceState(channel);
	if (channel.config.postgresChanges.length > 0) {
		pushSystem(channel, {
			extension: "postgres_changes",
			status: "error",
			message: "postgres_changes is not supported by the local stack: use broadcast",
		});
	}
	checkSlot(channel);
}

/** Tells a channel that asked for it when the replication slot is there, or that it took too long. */
export function checkSlot(channel: Channel): void {
	const { slotDeadline, project } = channel;
	if (slotDeadline === undefined || !channel.isOpen) return;
	if (project.replication.ready()) {
		channel.slotDeadline = undefined;
		const message = "Replication connection established";
		pushSystem(channel, { extension: "system", status: "ok", message });
	} else if (project.now() >= slotDeadline) {
		shutDown(channel, "Replication connection was not established in time");
	}
}

function pushReplayed(channel: Channel, { id, event, payload, binary }: ReplayedRow): void {
	const meta = { replayed: true, id };
	if (binary === null) {
		push(channel, "broadcast", { payload, event, type: "broadcast", meta });
		return;
	}
	// Version 1.0.0 has no way to say bytes.
	if (channel.connection.vsn === 1) return;
	const broadcast = {
		event,
		encoding: "binary",
		body: binary,
		meta: JSON.stringify(meta),
	} as const;
	const frame = encodeUserBroadcast(channel.topic, broadcast);
	if (frame) channel.connection.send(frame);
}
