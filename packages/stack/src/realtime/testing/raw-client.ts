import { type RawData, WebSocket } from "ws";

/** A frame as it came, and what it says. */
export type Received = {
	/** The text frame, or undefined where it was binary. */
	text: string | undefined;
	bytes: Buffer;
	joinRef: string | null | undefined;
	ref: string | null | undefined;
	topic: string | undefined;
	event: string | undefined;
	// biome-ignore lint/suspicious/noExplicitAny: tests look into payloads of every shape.
	payload: any;
};

/** A socket spoken to frame by frame, without a client library. */
export type RawClient = {
	/** Sends as it is; arrays and objects as JSON text. */
	send(frame: string | Buffer | object): void;
	/** The first frame not yet taken that fits; waits for it. */
	next(
		fits: Partial<Received> | ((frame: Received) => boolean),
		withinMs?: number,
	): Promise<Received>;
	/** What has come and was not taken. */
	pending(): Received[];
	/** Joins and answers with the reply's payload. */
	join(
		topic: string,
		config?: object,
		more?: JoinParts,
	): Promise<{ status: string; response: Reply }>;
	/** Sends a heartbeat and waits for its answer: all that was sent before has been read. */
	heartbeat(): Promise<Received>;
	closed: Promise<{ code: number }>;
	socket: WebSocket;
	close(): void;
};

type JoinParts = { ref?: string; token?: string; payload?: object; withinMs?: number };
type Reply = { reason?: string; postgres_changes?: object[] };

/** Opens a socket; resolves when the server let it in. */
export async function connectRaw(
	url: string,
	options: { apikey?: string; vsn?: string; headers?: Record<string, string> } = {},
): Promise<RawClient> {
	const query = new URLSearchParams();
	if (options.apikey !== undefined) query.set("apikey", options.apikey);
	if (options.vsn !== "") query.set("vsn", options.vsn ?? "2.0.0");
	const socket = new WebSocket(`${url}/websocket?${query}`, { headers: options.headers ?? {} });
	const client = createRawClient(socket, options.vsn === "1.0.0" || options.vsn === "" ? 1 : 2);
	await new Promise<void>((resolve, reject) => {
		socket.once("open", resolve);
		socket.once("error", reject);
	});
	return client;
}

function createRawClient(socket: WebSocket, vsn: 1 | 2): RawClient {
	const { take, pending } = createQueue(socket);
	const closed = new Promise<{ code: number }>((resolve) => {
		socket.on("close", (code) => resolve({ code }));
	});
	let counter = 1_000;

	function push(ref: string, topic: string, event: string, payload: object): void {
		client.send(
			vsn === 2
				? [event === "heartbeat" ? null : ref, ref, topic, event, payload]
				: { topic, event, payload, ref, join_ref: ref },
		);
	}

	const client: RawClient = {
		socket,
		closed,
		pending,
		send(frame) {
			const raw = typeof frame === "string" || Buffer.isBuffer(frame);
			socket.send(raw ? frame : JSON.stringify(frame));
		},
		next: take,
		async join(topic, config = {}, { ref = "1", token, payload = {}, withinMs = 10_000 } = {}) {
			const access = token === undefined ? {} : { access_token: token };
			push(ref, topic, "phx_join", { config, ...access, ...payload });
			return (await take({ event: "phx_reply", topic, ref }, withinMs)).payload;
		},
		async heartbeat() {
			counter += 1;
			push(String(counter), "phoenix", "heartbeat", {});
			return take({ topic: "phoenix", ref: String(counter) });
		},
		close: () => socket.close(),
	};
	return client;
}

function createQueue(socket: WebSocket): Pick<RawClient, "pending"> & { take: RawClient["next"] } {
	const received: Received[] = [];
	const waiting = new Set<() => void>();
	socket.on("error", () => {});
	socket.on("message", (data: RawData, isBinary: boolean) => {
		received.push(read(data as Buffer, isBinary));
		for (const look of waiting) look();
	});
	return {
		pending: () => [...received],
		take(fits, withinMs = 5_000) {
			const matches = typeof fits === "function" ? fits : fitsLike(fits);
			return new Promise((resolve, reject) => {
				const timer = setTimeout(() => {
					waiting.delete(look);
					const came = received.map((frame) => frame.text ?? `<${frame.bytes.length} bytes>`);
					reject(new Error(`No such frame within ${withinMs} ms; there are:\n${came.join("\n")}`));
				}, withinMs);
				function look(): void {
					const index = received.findIndex(matches);
					if (index < 0) return;
					waiting.delete(look);
					clearTimeout(timer);
					resolve(received.splice(index, 1)[0] as Received);
				}
				waiting.add(look);
				look();
			});
		},
	};
}

function fitsLike(wanted: Partial<Received>): (frame: Received) => boolean {
	return (frame) =>
		Object.entries(wanted).every(([name, value]) => frame[name as keyof Received] === value);
}

function read(bytes: Buffer, isBinary: boolean): Received {
	if (isBinary) return { text: undefined, bytes, ...readKind4(bytes) };
	const text = bytes.toString("utf8");
	const json = JSON.parse(text);
	if (!Array.isArray(json)) return { text, bytes, joinRef: json.join_ref, ...json };
	const [joinRef, ref, topic, event, payload] = json;
	return { text, bytes, joinRef, ref, topic, event, payload };
}

/** Reads a frame of kind 4 as the client library does, and not by the server's own code. */
function readKind4(bytes: Buffer) {
	const nothing = {
		joinRef: null,
		ref: null,
		topic: undefined,
		event: undefined,
		payload: undefined,
	};
	if (bytes[0] !== 4) return nothing;
	const [, topicLength = 0, eventLength = 0, metaLength = 0, encoding] = bytes;
	const topicEnd = 5 + topicLength;
	const eventEnd = topicEnd + eventLength;
	const metaEnd = eventEnd + metaLength;
	const body = bytes.subarray(metaEnd);
	const meta = bytes.toString("utf8", eventEnd, metaEnd);
	return {
		joinRef: null,
		ref: null,
		topic: bytes.toString("utf8", 5, topicEnd),
		event: "broadcast",
		payload: {
			type: "broadcast",
			event: bytes.toString("utf8", topicEnd, eventEnd),
			payload: encoding === 1 ? JSON.parse(body.toString("utf8")) : body,
			...(meta === "" ? {} : { meta: JSON.parse(meta) }),
		},
	};
}

/** Writes a frame of kind 3 as the client library does. */
export function kind3(parts: {
	joinRef?: string;
	ref?: string;
	topic: string;
	event: string;
	meta?: string;
	body: object | Buffer;
}): Buffer {
	const { joinRef = "1", ref = "2", topic, event, meta = "", body } = parts;
	const strings = [joinRef, ref, topic, event, meta].map((text) => Buffer.from(text));
	const isBinary = Buffer.isBuffer(body);
	return Buffer.concat([
		Buffer.from([3, ...strings.map((bytes) => bytes.length), isBinary ? 0 : 1]),
		...strings,
		isBinary ? body : Buffer.from(JSON.stringify(body)),
	]);
}
