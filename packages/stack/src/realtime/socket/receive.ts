import { afterJoin } from "../channel/after-join.ts";
import { type Channel, closeChannel } from "../channel/channel.ts";
import { receiveInChannel } from "../channel/handle.ts";
import { isJoinable, type Joined, join } from "../channel/join.ts";
import { createInbox } from "../inbox.ts";
import type { JoinError } from "../join-error.ts";
import type { Project } from "../project.ts";
import type { UserBroadcast } from "../wire/binary.ts";
import { decodeBinary } from "../wire/binary.ts";
import { decodeText, type Message } from "../wire/message.ts";
import type { Connection } from "./connection.ts";

type Incoming = Message & { bytes?: UserBroadcast };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref());

/** Reads a socket's frames, one after another; while a join is under way the next ones wait. */
export function createReceiver(
	project: Project,
	connection: Connection,
): (data: Buffer, isBinary: boolean) => void {
	const inbox = createInbox((error) => project.log(`A socket failed: ${error}`));
	return (data, isBinary) => {
		connection.heardAt = project.now();
		const message = decode(connection, data, isBinary);
		if (message) inbox.run(() => dispatch(project, connection, message));
		else project.log("A frame could not be read and was dropped");
	};
}

function decode(connection: Connection, data: Buffer, isBinary: boolean): Incoming | undefined {
	if (!isBinary) return decodeText(connection.vsn, data.toString("utf8"));
	if (connection.vsn === 1) return undefined;
	const push = decodeBinary(data);
	if (!push) return undefined;
	const { joinRef, ref, topic, broadcast } = push;
	return { joinRef, ref, topic, event: "broadcast", payload: undefined, bytes: broadcast };
}

function dispatch(
	project: Project,
	connection: Connection,
	message: Incoming,
): void | Promise<void> {
	const { joinRef, ref, topic, event, payload, bytes } = message;
	if (topic === "phoenix" && event === "heartbeat") return answer(connection, message, OK);
	if (event === "phx_join" && isJoinable(topic)) return handleJoin(project, connection, message);
	const channel = connection.channels.get(topic);
	if (channel) {
		const sent = bytes ? { bytes } : { payload };
		return receiveInChannel(channel, { joinRef, ref, event, payload, sent });
	}
	if (event === "phx_leave") return answer(connection, message, OK);
	answer(connection, message, { status: "error", response: { reason: "unmatched topic" } });
}

async function handleJoin(
	project: Project,
	connection: Connection,
	message: Message,
): Promise<void> {
	const previous = connection.channels.get(message.topic);
	if (previous) closeChannel(previous);
	connection.hold();
	let joined: Joined;
	try {
		joined = await join(project, connection, message);
	} catch (error) {
		return refuseJoin(project, connection, { message, error: error as JoinError });
	}
	const { channel, replay } = joined;
	project.users.add(connection);
	connection.release(
		replyTo(message, {
			status: "ok",
			response: { postgres_changes: numbered(channel) },
		}),
	);
	afterJoin(channel, replay);
}

async function refuseJoin(
	project: Project,
	connection: Connection,
	{ message, error }: { message: Message; error: JoinError },
): Promise<void> {
	project.log(error.reason);
	await pause(project.delays.channelErrorMs);
	connection.release(replyTo(message, { status: "error", response: { reason: error.reason } }));
	if (error.code === "ClientJoinRateLimitReached") connection.close(1000);
}

/** The client compares these with what it asked for; the ids would name its changes. */
function numbered({ config }: Channel): object[] {
	return config.postgresChanges.map((change, index) => ({ ...change, id: index + 1 }));
}

type Answer = { status: "ok" | "error"; response: unknown };

const OK: Answer = { status: "ok", response: {} };

function replyTo({ joinRef, ref, topic }: Message, payload: Answer): Message {
	return { joinRef, ref, topic, event: "phx_reply", payload };
}

function answer(connection: Connection, message: Message, payload: Answer): void {
	connection.push(replyTo(message, payload));
}
