type Bytes = Uint8Array;

/** How much of a file of bytes is looked at. */
const HEAD_BYTES = 512;

/** How files of each type begin. */
const BEGINNINGS: Readonly<Record<string, (head: Bytes) => boolean>> = {
	"image/png": (head) => begins(head, "\x89PNG\r\n\x1a\n"),
	"image/jpeg": (head) => begins(head, "\xff\xd8\xff"),
	"image/gif": (head) => begins(head, "GIF87a") || begins(head, "GIF89a"),
	"image/webp": (head) => begins(head, "RIFF") && begins(head.subarray(8), "WEBP"),
	"image/avif": isAvif,
	"application/pdf": (head) => begins(head, "%PDF-"),
	"application/zip": (head) => begins(head, "PK\x03\x04") || begins(head, "PK\x05\x06"),
};

const TEXTS: readonly string[] = ["text/plain", "text/csv", "text/markdown", "application/json"];

/** How many bytes have to be read to judge a file of this type: some of an image, all of a text. */
export function bytesToJudge(mediaType: string): number | undefined {
	return TEXTS.includes(mediaType) ? undefined : HEAD_BYTES;
}

/** Whether these bytes are what a file of this type is made of; of a type nobody knows they never are. */
export async function isContentOf(
	mediaType: string,
	content: ReadableStream<Bytes>,
): Promise<boolean> {
	if (TEXTS.includes(mediaType))
		return isText(content, { isJson: mediaType === "application/json" });
	const beginsRight = Object.hasOwn(BEGINNINGS, mediaType) ? BEGINNINGS[mediaType] : undefined;
	return beginsRight?.(await headOf(content)) ?? false;
}

async function headOf(content: ReadableStream<Bytes>): Promise<Bytes> {
	const head = new Uint8Array(HEAD_BYTES);
	let length = 0;
	// Leaving the loop early ends the reading too.
	for await (const chunk of content) {
		const taken = chunk.subarray(0, HEAD_BYTES - length);
		head.set(taken, length);
		length += taken.length;
		if (length === HEAD_BYTES) break;
	}
	return head.subarray(0, length);
}

function begins(bytes: Bytes, text: string): boolean {
	return bytes.length >= text.length && asText(bytes, { from: 0, to: text.length }) === text;
}

function asText(bytes: Bytes, { from, to }: { from: number; to: number }): string {
	return String.fromCharCode(...bytes.subarray(from, to));
}

/** A box `ftyp` that names AVIF among its brands, first or later. */
function isAvif(head: Bytes): boolean {
	if (!begins(head.subarray(4), "ftyp")) return false;
	const size = new DataView(head.buffer, head.byteOffset).getUint32(0);
	for (let at = 8; at + 4 <= Math.min(size, head.length); at += 4) {
		// Bytes 12 to 15 are a version, not a brand.
		if (at !== 12 && ["avif", "avis"].includes(asText(head, { from: at, to: at + 4 }))) return true;
	}
	return false;
}

/** What a browser that guesses would take for a page (WHATWG MIME sniffing), and SVG. */
const MARKUP =
	/^\s*<(!--|!doctype|\?xml|(html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg|math)[\s>/])/i;

/** Whether it is all UTF-8 without NUL, and no page; JSON has to be JSON too. */
async function isText(
	content: ReadableStream<Bytes>,
	{ isJson }: { isJson: boolean },
): Promise<boolean> {
	const decoder = new TextDecoder("utf-8", { fatal: true });
	let kept = "";
	for await (const chunk of content) {
		const text = tried(() => decoder.decode(chunk, { stream: true }));
		if (text === undefined || text.includes("\0")) return false;
		if (isJson || kept.length < HEAD_BYTES) kept += text;
	}
	const isWhole = tried(() => decoder.decode()) !== undefined;
	const fits = !isJson || tried(() => JSON.parse(kept)) !== undefined;
	return isWhole && fits && !MARKUP.test(kept);
}

/** What cannot be made of these bytes is undefined; a failure to read them is not caught here. */
function tried<Made>(make: () => Made): Made | undefined {
	try {
		return make();
	} catch {
		return undefined;
	}
}
