/** A row of realtime.messages that can be delivered. */
export type MessageRow = {
	id: string;
	topic: string;
	event: string;
	private: boolean;
	body: Buffer;
	encoding: "json" | "binary";
};

/** Reads the text form of a row's columns; undefined where something that delivery needs is null. */
export function rowOf(columns: Record<string, unknown>): MessageRow | undefined {
	const { id, topic, event, payload, inserted_at } = columns;
	if (!isText(id) || !isText(topic) || !isText(event) || !isText(inserted_at)) return undefined;
	if (!isText(columns.private)) return undefined;
	const message = { id, topic, event, private: columns.private === "t" };
	if (isText(payload)) return { ...message, body: Buffer.from(payload), encoding: "json" };
	if (!isText(columns.binary_payload)) return undefined;
	return { ...message, body: bytesOf(columns.binary_payload), encoding: "binary" };
}

function isText(value: unknown): value is string {
	return typeof value === "string";
}

function bytesOf(hex: string): Buffer {
	return Buffer.from(hex.slice(2), "hex");
}
