import { encodeUserBroadcast, type UserBroadcast } from "./binary.ts";
import { encodeText, type Vsn } from "./message.ts";

export type Frame = string | Buffer;

/** Something for every listener of a topic, written once for each version however many listen. */
export type Broadcast = {
	event: "broadcast" | "presence_diff";
	/** The row it came from, so that a listener who had it replayed does not get it twice. */
	id?: string | undefined;
	/** Undefined where that version has no way to say it. */
	frame(vsn: Vsn): Frame | undefined;
};

/** A broadcast that leaves as a binary frame of kind 4, and as JSON for listeners of version 1.0.0. */
export function userBroadcast(
	topic: string,
	broadcast: UserBroadcast,
	id?: string | undefined,
): Broadcast {
	return {
		event: "broadcast",
		id,
		frame: once((vsn) =>
			vsn === 2 ? encodeUserBroadcast(topic, broadcast) : asObjectText(topic, broadcast),
		),
	};
}

/** A broadcast that leaves as text in both versions, its payload as it came. */
export function textBroadcast(
	topic: string,
	payload: unknown,
	{ event = "broadcast", id }: { event?: Broadcast["event"]; id?: string | undefined } = {},
): Broadcast {
	return {
		event,
		id,
		frame: once((vsn) => encodeText(vsn, { joinRef: null, ref: null, topic, event, payload })),
	};
}

function asObjectText(topic: string, { event, encoding, body, meta }: UserBroadcast) {
	if (encoding === "binary") return undefined;
	try {
		const payload = {
			event,
			payload: JSON.parse(body.toString("utf8")),
			type: "broadcast",
			...(meta === undefined ? {} : { meta: JSON.parse(meta) }),
		};
		return encodeText(1, { joinRef: null, ref: null, topic, event: "broadcast", payload });
	} catch {
		return undefined;
	}
}

function once(write: (vsn: Vsn) => Frame | undefined): (vsn: Vsn) => Frame | undefined {
	const written = new Map<Vsn, Frame | undefined>();
	return (vsn) => {
		if (!written.has(vsn)) written.set(vsn, write(vsn));
		return written.get(vsn);
	};
}
