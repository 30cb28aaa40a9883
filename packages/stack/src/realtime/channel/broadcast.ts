import { probeWrite } from "../authorization/probe.ts";
import type { Project } from "../project.ts";
import type { Listener, TopicKey } from "../topics.ts";
import type { UserBroadcast } from "../wire/binary.ts";
import { type Broadcast, textBroadcast, userBroadcast } from "../wire/broadcast.ts";
import type { Ref } from "../wire/message.ts";
import { askerOf, type Channel, reply } from "./channel.ts";

/** What a client wants broadcast: bytes from a frame of kind 3, or a payload from a text frame. */
export type Sent = { bytes: UserBroadcast } | { payload: unknown };

/** Hands a client's broadcast on. Where it may not be written nothing is answered, acknowledged or not. */
export async function sendBroadcast(channel: Channel, ref: Ref, sent: Sent): Promise<void> {
	const { project, config } = channel;
	if (config.isPrivate && !(await mayWrite(channel, "broadcast"))) return;
	if (!channel.isOpen) return;
	project.usage.events.add();
	if (!project.usage.fits(bytesOf(sent))) {
		if (config.ack) reply(channel, ref, { status: "error", response: "payload_size_exceeded" });
		return;
	}
	const except = config.self ? undefined : channel.listener;
	publish(project, { key: channel.key, broadcast: broadcastOf(channel.topic, sent), except });
	if (config.ack) reply(channel, ref, { status: "ok" });
}

/** Publishes and counts; when the project sends more than it may, those who were reached are shut down. */
export function publish(
	project: Project,
	what: { key: TopicKey; broadcast: Broadcast; except?: Listener | undefined },
): void {
	const reached = project.topics.publish(what.key, what.broadcast, what.except);
	project.usage.events.add(reached.length);
	if (!project.usage.tooManyEvents()) return;
	for (const listener of reached) listener.overrun();
}

/** Asks the policies at the first write after a token came, for both extensions at once. */
export async function mayWrite(
	channel: Channel,
	extension: "broadcast" | "presence",
): Promise<boolean> {
	if (!channel.write) {
		try {
			channel.write = await probeWrite(channel.project.sql, askerOf(channel));
		} catch (error) {
			channel.project.log(`RlsPolicyError: ${(error as Error).message}`);
			return false;
		}
	}
	return channel.write[extension] === true;
}

function broadcastOf(topic: string, sent: Sent): Broadcast {
	if ("payload" in sent) return textBroadcast(topic, sent.payload);
	// What a client puts into the metadata of its frame is not handed on.
	return userBroadcast(topic, { ...sent.bytes, meta: undefined });
}

function bytesOf(sent: Sent): number {
	return "payload" in sent
		? Buffer.byteLength(JSON.stringify(sent.payload) ?? "")
		: sent.bytes.body.length;
}
