import type { Message, Ref } from "./message.ts";

const PUSH = 0;
const USER_BROADCAST_PUSH = 3;
const USER_BROADCAST = 4;
const BINARY = 0;
const JSON_TEXT = 1;

/** What a client broadcasts, still as the bytes it sent. */
export type UserBroadcast = {
	event: string;
	encoding: "json" | "binary";
	body: Buffer;
	/** JSON text that goes with it, at most 255 bytes. */
	meta?: string | undefined;
};

export type BinaryMessage =
	| { kind: "user-broadcast"; joinRef: Ref; ref: Ref; topic: string; broadcast: UserBroadcast }
	| { kind: "message"; message: Message };

/** Reads a binary frame of a client; what cannot be read is undefined. */
export function decodeBinary(frame: Buffer): BinaryMessage | undefined {
	if (frame[0] === USER_BROADCAST_PUSH) return decodeUserBroadcastPush(frame);
	if (frame[0] === PUSH) return decodePush(frame);
	return undefined;
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

function decodeUserBroadcastPush(frame: Buffer): BinaryMessage | undefined {
	const parts = split(frame, { strings: 5, headerBytes: 7 });
	const encoding = frame[6];
	if (!parts || (encoding !== BINARY && encoding !== JSON_TEXT)) return undefined;
	const [joinRef = "", ref = "", topic = "", event = "", meta = ""] = parts.strings;
	return {
		kind: "user-broadcast",
		joinRef: joinRef || null,
		ref: ref || null,
		topic,
		broadcast: {
			event,
			encoding: encoding === JSON_TEXT ? "json" : "binary",
			body: parts.rest,
			meta: meta || undefined,
		},
	};
}

function decodePush(frame: Buffer): BinaryMessage | undefined {
	const parts = split(frame, { strings: 4, headerBytes: 5 });
	if (!parts) return undefined;
	const [joinRef = "", ref = "", topic = "", event = ""] = parts.strings;
	return {
		kind: "message",
		message: { joinRef: joinRef || null, ref: ref || null, topic, event, payload: parts.rest },
	};
}

function split(
	frame: Buffer,
	{ strings, headerBytes }: { strings: number; headerBytes: number },
): { strings: string[]; rest: Buffer } | undefined {
	if (frame.length < headerBytes) return undefined;
	const read: string[] = [];
	let offset = headerBytes;
	for (let index = 1; index <= strings; index++) {
		const end = offset + (frame[index] as number);
		if (end > frame.length) return undefined;
		read.push(frame.toString("utf8", offset, end));
		offset = end;
	}
	return { strings: read, rest: frame.subarray(offset) };
}
