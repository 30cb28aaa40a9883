type Frame = [
	joinRef: string | null,
	ref: string | null,
	topic: string,
	event: string,
	payload: unknown,
];

/** What a client said on a topic. */
export type Said = { topic: string; event: string; payload: Record<string, unknown> };

/** What sockets share: who is connected, and how the server answers. */
export type Hub = {
	sockets: Set<FakeSocket>;
	joins: { topic: string; token: string | null }[];
	said: Said[];
	isUp: boolean;
	/** Answers nothing to joins, as a server that hangs. */
	isMute: boolean;
	mayJoin: (topic: string, token: string | null) => string | null;
};

/** Joining again before the answer to a leave has come is what must not go wrong. */
const LEAVING_MS = 50;

/** A socket as the client's library sees it, and the server's end of it: protocol 2.0.0, as far as it is used. */
export class FakeSocket {
	readonly CONNECTING = 0;
	readonly OPEN = 1;
	readonly CLOSING = 2;
	readonly CLOSED = 3;
	readonly bufferedAmount = 0;
	readonly protocol = "";
	readonly topics = new Map<string, string>();
	readonly url: string;
	readonly hub: Hub;
	readyState = 0;
	binaryType = "arraybuffer";
	onopen: (() => void) | null = null;
	onclose: ((event: unknown) => void) | null = null;
	onerror: ((event: unknown) => void) | null = null;
	onmessage: ((event: { data: string }) => void) | null = null;

	constructor(hub: Hub, url: string | URL) {
		this.hub = hub;
		this.url = String(url);
		hub.sockets.add(this);
		queueMicrotask(() => this.open());
	}

	open(): void {
		if (this.readyState !== 0) return;
		if (!this.hub.isUp) {
			this.onerror?.({ type: "error" });
			this.close(1006);
			return;
		}
		this.readyState = 1;
		this.onopen?.();
	}

	close(code = 1000): void {
		if (this.readyState === 3) return;
		this.readyState = 3;
		this.hub.sockets.delete(this);
		queueMicrotask(() => this.onclose?.({ code, wasClean: code === 1000 }));
	}

	send(data: string | ArrayBuffer): void {
		if (typeof data !== "string") {
			this.hub.said.push(readBroadcast(data));
			return;
		}
		const [joinRef, ref, topic, event, payload] = JSON.parse(data) as Frame;
		const reply = (status: string, response: unknown) =>
			this.push([joinRef, ref, topic, "phx_reply", { status, response }]);
		if (event === "heartbeat") reply("ok", {});
		if (event === "phx_leave") {
			this.topics.delete(topic);
			setTimeout(() => reply("ok", {}), LEAVING_MS);
		}
		if (event !== "phx_join" || this.hub.isMute) return;
		const reason = this.refusal(topic, payload);
		if (reason === null) this.topics.set(topic, joinRef ?? "");
		if (reason === null) reply("ok", { postgres_changes: [] });
		else reply("error", { reason });
	}

	/** Why a topic can't be joined; null when it can. */
	refusal(topic: string, payload: unknown): string | null {
		const name = nameOf(topic);
		const { access_token: token = null, config } = payload as {
			access_token?: string;
			config: { private: boolean };
		};
		this.hub.joins.push({ topic: name, token });
		return config.private ? this.hub.mayJoin(name, token) : "PrivateOnly: private channels only";
	}

	push(frame: Frame): void {
		queueMicrotask(() => {
			if (this.readyState === 1) this.onmessage?.({ data: JSON.stringify(frame) });
		});
	}
}

export function nameOf(topic: string): string {
	return topic.replace("realtime:", "");
}

/** A client's broadcast is a binary frame: lengths, then join_ref, ref, topic, event, metadata and payload. */
function readBroadcast(data: ArrayBuffer): Said {
	const bytes = new Uint8Array(data);
	let at = 7;
	const [, , topic = "", event = ""] = [...bytes.slice(1, 6)].map((length) => {
		const text = new TextDecoder().decode(bytes.slice(at, at + length));
		at += length;
		return text;
	});
	const payload = JSON.parse(new TextDecoder().decode(bytes.slice(at)));
	return { topic: nameOf(topic), event, payload };
}
