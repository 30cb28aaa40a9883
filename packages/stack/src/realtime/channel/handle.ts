import type { Ref } from "../wire/message.ts";
import { takeToken } from "./access-token.ts";
import { type Sent, sendBroadcast } from "./broadcast.ts";
import { type Channel, closeChannel, reply } from "./channel.ts";
import { handlePresence } from "./presence.ts";

/** What came in for a channel that is joined. */
export type ChannelMessage = {
	ref: Ref;
	joinRef: Ref;
	event: string;
	payload: unknown;
	sent: Sent;
};

/** Puts a message into the channel's queue. */
export function receiveInChannel(channel: Channel, message: ChannelMessage): void {
	channel.inbox.run(() => (channel.isOpen ? handle(channel, message) : undefined));
}

function handle(channel: Channel, message: ChannelMessage): void | Promise<void> {
	switch (message.event) {
		case "broadcast":
			return sendBroadcast(channel, message.ref, message.sent);
		case "presence":
			return handlePresence(channel, message.ref, message.payload);
		case "access_token":
			return takeToken(channel, message.payload);
		case "phx_leave":
			return leave(channel, message);
		default:
			// Unknown events are counted and ignored.
			channel.project.usage.events.add();
	}
}

function leave(channel: Channel, { ref, joinRef }: ChannelMessage): void {
	// A client that speaks of an earlier join has already been told that it ended.
	if (joinRef !== null && joinRef !== channel.joinRef) return;
	reply(channel, ref, { status: "ok" });
	closeChannel(channel);
}
