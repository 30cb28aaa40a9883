import type { Asker, Permissions } from "../authorization/probe.ts";
import { createInbox, type Inbox } from "../inbox.ts";
import type { CallWindow } from "../limits/call-window.ts";
import type { Project } from "../project.ts";
import type { Connection } from "../socket/connection.ts";
import type { Token } from "../tokens/verifier.ts";
import type { Listener, TopicKey } from "../topics.ts";
import type { Ref } from "../wire/message.ts";
import type { JoinConfig } from "./join-config.ts";

/** One socket's membership of one topic. */
export type Channel = {
	project: Project;
	connection: Connection;
	/** As on the wire, `realtime:<subtopic>`. */
	topic: string;
	/** As in the database. */
	subtopic: string;
	key: TopicKey;
	joinRef: Ref;
	config: JoinConfig;
	token: Token;
	/** When the token is looked at again. */
	checkAt: number;
	/** What the policies said; a public channel asks none. What was not asked yet is missing. */
	read: Permissions;
	write: Permissions | undefined;
	/** Rows that were replayed and must not come a second time. */
	replayed: Set<string>;
	presence: { key: string; isEnabled: boolean; payload?: unknown; calls: CallWindow };
	/** Until when the channel waits for the replication slot it asked about. */
	slotDeadline: number | undefined;
	listener: Listener;
	inbox: Inbox;
	isOpen: boolean;
};

/** Makes the channel of a join that was granted; it listens from now on. */
export function openChannel(
	parts: Omit<Channel, "listener" | "inbox" | "isOpen" | "checkAt" | "write">,
): Channel {
	const { connection, project } = parts;
	const channel: Channel = {
		...parts,
		checkAt: nextCheck(project, parts.token),
		write: undefined,
		isOpen: true,
		inbox: createInbox((error) => fail(channel, error)),
		listener: {
			vsn: connection.vsn,
			wants: (broadcast) => wants(channel, broadcast),
			deliver: connection.send,
			overrun: () => shutDown(channel, "Too many messages per second"),
		},
	};
	project.topics.join(channel.key, channel.listener);
	connection.channels.set(channel.topic, channel);
	connection.emptySince = undefined;
	return channel;
}

/** When a channel's token must be verified again: when it expires, and every few minutes. */
export function nextCheck({ now, delays }: Project, token: Token): number {
	return Math.min(now() + delays.tokenCheckMs, token.claims.exp * 1000);
}

/** What policies see of a channel. */
export function askerOf(channel: Channel): Asker {
	return {
		topic: channel.subtopic,
		claims: channel.token.claims,
		headers: channel.connection.headers,
	};
}

/** Takes the channel out of everything, without a word to the client. */
export function detach(channel: Channel): void {
	if (!channel.isOpen) return;
	const { project, connection } = channel;
	channel.isOpen = false;
	project.topics.leave(channel.key, channel.listener);
	if (connection.channels.get(channel.topic) === channel) connection.channels.delete(channel.topic);
	if (connection.channels.size === 0) connection.emptySince = project.now();
	project.rosters.leave(channel.key, channel.listener);
}

/** Ends the channel and says so. */
export function closeChannel(channel: Channel): void {
	if (!channel.isOpen) return;
	detach(channel);
	const { topic, joinRef } = channel;
	channel.connection.push({ joinRef, ref: joinRef, topic, event: "phx_close", payload: {} });
}

/** Ends a channel that failed; its client joins again by itself. */
function fail(channel: Channel, error: unknown): void {
	const { topic, joinRef, project, connection, isOpen } = channel;
	project.log(`A channel failed: ${error}`);
	if (!isOpen) return;
	detach(channel);
	connection.push({ joinRef, ref: joinRef, topic, event: "phx_error", payload: {} });
}

/** Ends the channel and says why; the client does not come back by itself. */
export function shutDown(channel: Channel, message: string): void {
	if (!channel.isOpen) return;
	pushSystem(channel, { extension: "system", status: "error", message });
	closeChannel(channel);
}

export function push(channel: Channel, event: string, payload: unknown): void {
	const { joinRef, topic } = channel;
	channel.connection.push({ joinRef, ref: null, topic, event, payload });
}

export function pushSystem(
	channel: Channel,
	said: { extension: string; status: "ok" | "error"; message: string },
): void {
	push(channel, "system", { ...said, channel: channel.subtopic });
}

export function reply(
	channel: Channel,
	ref: Ref,
	{ status, response = {} }: { status: "ok" | "error"; response?: unknown },
): void {
	const { joinRef, topic } = channel;
	const payload = { status, response };
	channel.connection.push({ joinRef, ref, topic, event: "phx_reply", payload });
}

function wants(channel: Channel, { event, id }: { event: string; id?: string | undefined }) {
	if (event === "presence_diff") return !channel.config.isPrivate || channel.read.presence === true;
	if (channel.config.isPrivate && channel.read.broadcast !== true) return false;
	return id === undefined || !channel.replayed.has(id);
}
