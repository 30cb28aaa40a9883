import type { Ref } from "./message.ts";

const USER_BROADCAST_PUSH = 3;
const USER_BROADCAST = 4;
const BINARY = 0;
const JSON_TEXT = 1;
const PUSH_HEADER_BYTES = 7;

/** What a client broadcasts, still as the bytes it sent. */
export type UserBroadcast = {
	event: string;
	encoding: "json" | "binary";
	body: Buffer;
	/** JSON text that goes with it, at most 255 bytes. */
	meta?: string | undefined;
};

/** A frame of kind 3, the only binary one that clients send. */
export type UserBroadcastPush = {
	joinRef: Ref;
	ref: Ref;
	topic: string;
	broadcast: UserBroadcast;
};

/** Reads a binary frame of a client; what cannot be read is undefined. */
export function decodeBinary(frame: Buffer): UserBroadcastPush | undefined {
	const encoding = frame[PUSH_HEADER_BYTES - 1];
	if (frame[0] !== USER_BROADCAST_PUSH || (encoding !== BINARY && encoding !== JSON_TEXT)) return;
	const parts = split(frame);
	if (!parts) return undefined;
	const [joinRef = "", ref = "", topic = "", event = "", meta = ""] = parts.strings;
	return {
		joinRef: joinRef || null,
		ref: ref || null,
		topic,
		broadcast: {
			event,
			encoding: encoding === JSON_TEXT ? "json" : "binary",
			body: parts.body,
			meta: meta || undefined,
		},
	};
}

/** Writes a broadcast as the frame of kind 4 that listeners of version 2.0.0 expect. */
export function encodeUserBroadcast(topic: string, broadcast: UserBroadcast): Buffer | undefined {
	const strings = [topic, broadcast.event, broadcast.meta ?? ""].map((text) => Buffer.from(text));
	if (strings.some((bytes) => bytes.length > 255)) return undefined;
	const header = Buffer.from([
		USER_BROADCAST,
		...strings.map((bytes) => bytes.length),
		broadcast.encoding === "json" ? JSON_TEXT : BINARY,
	]);
	return Buffer.concat([header, ...strings, broadcast.body]);
}

/** Five lengths follow the kind, then the encoding, then the five strings, then the payload. */
function split(frame: Buffer): { strings: string[]; body: Buffer } | undefined {
	const strings: string[] = [];
	let offset = PUSH_HEADER_BYTES;
	for (const length of frame.subarray(1, PUSH_HEADER_BYTES - 1)) {
		const end = offset + length;
		if (end > frame.length) return undefined;
		strings.push(frame.toString("utf8", offset, end));
		offset = end;
	}
	return { strings, body: frame.subarray(offset) };
}
