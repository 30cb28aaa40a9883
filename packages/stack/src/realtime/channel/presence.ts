import { isDeepStrictEqual } from "node:util";
import { probeRead } from "../authorization/probe.ts";
import type { Ref } from "../wire/message.ts";
import { mayWrite } from "./broadcast.ts";
import { askerOf, type Channel, push, reply, shutDown } from "./channel.ts";
import { fields } from "./join-config.ts";

/** Tracks and untracks. More calls than a client may make end its channel. */
export async function handlePresence(channel: Channel, ref: Ref, payload: unknown): Promise<void> {
	const { event, payload: shown = {} } = fields(payload);
	if (typeof event !== "string") return reply(channel, ref, { status: "ok" });
	if (!channel.presence.calls.take(channel.project.now())) {
		return shutDown(channel, "Client presence rate limit exceeded");
	}
	const name = event.toLowerCase();
	if (name === "track") return track(channel, ref, shown);
	if (name === "untrack") return untrack(channel, ref);
	channel.project.log(`UnknownPresenceEvent: ${event}`);
	reply(channel, ref, { status: "error" });
}

/** Who is there, for a listener that asked for presence and may read it. */
export function pushPresenceState(channel: Channel): void {
	const { project, presence, config, read } = channel;
	if (!presence.isEnabled || (config.isPrivate && read.presence !== true)) return;
	if (project.usage.tooManyPresenceEvents()) {
		shutDown(channel, "Too many presence messages per second");
		return;
	}
	project.usage.presence.add();
	push(channel, "presence_state", project.rosters.state(channel.key));
}

async function track(channel: Channel, ref: Ref, shown: unknown): Promise<void> {
	const { project, config, presence } = channel;
	if (config.isPrivate && !(await mayTrack(channel))) {
		return reply(channel, ref, { status: "error" });
	}
	if (!channel.isOpen) return;
	if (typeof shown !== "object" || shown === null || Array.isArray(shown)) {
		const reason = "Presence track payload must be a map";
		return reply(channel, ref, { status: "error", response: { reason } });
	}
	if (isDeepStrictEqual(presence.payload, shown)) return reply(channel, ref, { status: "ok" });
	if (!project.usage.fits(Buffer.byteLength(JSON.stringify(shown)))) {
		return shutDown(channel, "Track message size exceeded");
	}
	if (project.usage.tooManyPresenceEvents()) {
		return shutDown(channel, "Too many presence messages per second");
	}
	presence.isEnabled = true;
	presence.payload = shown;
	const told = project.rosters.track(channel.key, channel.listener, {
		as: presence.key,
		payload: shown,
	});
	project.usage.presence.add(1 + told);
	reply(channel, ref, { status: "ok" });
}

function untrack(channel: Channel, ref: Ref): void {
	channel.presence.payload = undefined;
	const told = channel.project.rosters.leave(channel.key, channel.listener);
	channel.project.usage.presence.add(told);
	reply(channel, ref, { status: "ok" });
}

/** A channel that joined without presence is asked about reading it when it first tracks. */
async function mayTrack(channel: Channel): Promise<boolean> {
	if (!(await mayWrite(channel, "presence"))) return false;
	if (channel.read.presence !== undefined) return true;
	try {
		const { presence } = await probeRead(channel.project.sql, askerOf(channel), ["presence"]);
		channel.read.presence = presence === true;
		return true;
	} catch (error) {
		channel.project.log(`RlsPolicyError: ${(error as Error).message}`);
		return false;
	}
}
