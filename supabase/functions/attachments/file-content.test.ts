import { describe, expect, it } from "vitest";
import { bytesToJudge, isContentOf } from "./file-content.ts";

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);

/** Content in pieces of some bytes, as a network brings it. */
function streamOf(content: Uint8Array, pieceSize = 7): ReadableStream<Uint8Array> {
	return new ReadableStream({
		start(stream) {
			for (let at = 0; at < content.length; at += pieceSize) {
				stream.enqueue(content.slice(at, at + pieceSize));
			}
			stream.close();
		},
	});
}
const judge = (mediaType: string, content: Uint8Array) => isContentOf(mediaType, streamOf(content));

const samples: Record<string, Uint8Array> = {
	"image/png": bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
	"image/jpeg": bytes("\xff\xd8\xff\xe0\0\x10JFIF"),
	"image/gif": bytes("GIF89a\x01\0\x01\0"),
	"image/webp": bytes("RIFF\x24\0\0\0WEBPVP8 "),
	"image/avif": bytes("\0\0\0\x1cftypavif\0\0\0\0mif1miafMA1B"),
	"application/pdf": bytes("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
	"application/zip": bytes("PK\x03\x04\x14\0"),
	"application/json": utf8('{"name": "Zoë"}'),
	"text/plain": utf8("Grüße — שלום 👩‍👩‍👧"),
	"text/csv": utf8("name;city\nZoë;Köln\n"),
	"text/markdown": utf8("# Title\n\n<b>bold</b>"),
};
const texts = ["text/plain", "text/csv", "text/markdown"];

describe("content", () => {
	it.each(Object.entries(samples))("is taken for what it is: %s", async (type, sample) => {
		expect(await judge(type, sample)).toBe(true);
	});

	it.each(Object.keys(samples))("of any other type is not taken for %s", async (type) => {
		const others = Object.entries(samples).filter(
			// Every text is a text, and JSON is one too.
			([other]) => other !== type && !(texts.includes(type) && bytesToJudge(other) === undefined),
		);
		for (const [, sample] of others) expect(await judge(type, sample)).toBe(false);
	});

	it.each(Object.keys(samples))("that is empty is not taken for %s", async (type) => {
		// An empty text is a text; that it is empty is the database's to refuse.
		expect(await judge(type, new Uint8Array())).toBe(texts.includes(type));
	});

	it.each([["text/html"], ["image/svg+xml"], ["constructor"], [""]])(
		"of a type that nobody knows is never taken: %j",
		async (type) => {
			expect(await judge(type, utf8("hello"))).toBe(false);
		},
	);

	it("names AVIF among its brands, first or later, and not by its version", async () => {
		expect(await judge("image/avif", bytes("\0\0\0\x18ftypmif1\0\0\0\0mif1avif"))).toBe(true);
		expect(await judge("image/avif", bytes("\0\0\0\x18ftypheicavifmif1heic"))).toBe(false);
		expect(await judge("image/avif", bytes("\0\0\0\x14ftypheic\0\0\0\0heicavif"))).toBe(false);
	});

	it("may be a ZIP without files", async () => {
		expect(await judge("application/zip", bytes("PK\x05\x06\0\0"))).toBe(true);
	});
});

describe("text", () => {
	it.each([
		["a page", utf8("<!DOCTYPE html><script>alert(1)</script>")],
		["a page after space", utf8(" \n\t<HTML><body>")],
		["a page after a mark of order", utf8("\ufeff<html>")],
		["a script", utf8("<script>alert(1)</script>")],
		["a picture with script", utf8('<svg onload="alert(1)">')],
		["XML, as SVG begins", utf8('<?xml version="1.0"?><svg/>')],
		["a comment before a page", utf8("<!-- x --><html>")],
		["NUL", utf8("a\0b")],
		["half a letter", bytes("a\xc3")],
		["Latin-1", bytes("Gr\xfc\xdfe")],
		["an overlong letter", bytes("\xc0\xaf")],
		["half a surrogate pair", bytes("\xed\xa0\x80")],
	])("is not %s", async (_name, content) => {
		for (const type of texts) expect(await judge(type, content)).toBe(false);
	});

	it("may speak of tags further down, or begin with what only looks like one", async () => {
		expect(await judge("text/markdown", utf8("Use `<script>` with care."))).toBe(true);
		expect(await judge("text/plain", utf8("<3 this"))).toBe(true);
	});

	it("that is no JSON is not taken for it", async () => {
		expect(await judge("application/json", utf8('{"a": '))).toBe(false);
		expect(await judge("application/json", utf8("alert(1)"))).toBe(false);
	});

	it("cut anywhere inside a letter is read whole", async () => {
		const content = utf8("Zoë 👩‍👩‍👧".repeat(50));
		for (const size of [1, 2, 3, 5]) {
			expect(await isContentOf("text/plain", streamOf(content, size))).toBe(true);
		}
	});
});

it("a connection that breaks says nothing about the content", async () => {
	const broken = new ReadableStream<Uint8Array>({
		pull: (stream) => stream.error(new TypeError("connection reset")),
	});

	await expect(isContentOf("text/plain", broken)).rejects.toThrow("connection reset");
});

it("all of a text is looked at, of other files the beginning", () => {
	expect(bytesToJudge("text/plain")).toBeUndefined();
	expect(bytesToJudge("image/png")).toBe(512);
});
