/** The two versions of the protocol a socket may speak. */
export type Vsn = 1 | 2;

export type Ref = string | null;

/** A message as it travels in text frames. */
export type Message = {
	joinRef: Ref;
	ref: Ref;
	topic: string;
	event: string;
	payload: unknown;
};

/** Names the version a client asked for; a client that does not ask speaks 1.0.0. */
export function vsnOf(asked: string | null): Vsn | undefined {
	if (asked === null || asked === "" || /^1\.0\.\d+$/.test(asked)) return 1;
	return /^2\.0\.\d+$/.test(asked) ? 2 : undefined;
}

/** Reads a text frame; what cannot be read is undefined. */
export function decodeText(vsn: Vsn, text: string): Message | undefined {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return undefined;
	}
	return vsn === 1 ? fromObject(json) : fromArray(json);
}

/** Writes a text frame. Version 1.0.0 knows no join_ref on the way out. */
export function encodeText(vsn: Vsn, message: Message): string {
	const { joinRef, ref, topic, event, payload } = message;
	return vsn === 1
		? JSON.stringify({ topic, event, payload, ref })
		: JSON.stringify([joinRef, ref, topic, event, payload]);
}

function fromObject(json: unknown): Message | undefined {
	if (typeof json !== "object" || json === null) return undefined;
	const { topic, event, payload, ref, join_ref } = json as Record<string, unknown>;
	return message({ joinRef: join_ref, ref, topic, event, payload });
}

function fromArray(json: unknown): Message | undefined {
	if (!Array.isArray(json) || json.length < 5) return undefined;
	const [joinRef, ref, topic, event, payload] = json;
	return message({ joinRef, ref, topic, event, payload });
}

function message(parts: Record<keyof Message, unknown>): Message | undefined {
	const { joinRef, ref, topic, event, payload } = parts;
	if (typeof topic !== "string" || typeof event !== "string" || payload === undefined) return;
	return { joinRef: refOf(joinRef), ref: refOf(ref), topic, event, payload };
}

function refOf(value: unknown): Ref {
	if (typeof value === "string") return value;
	return typeof value === "number" ? String(value) : null;
}
