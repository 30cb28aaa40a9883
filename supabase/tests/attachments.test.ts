import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messageOf, openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;
let folder: string;
let conversationId: string;

beforeAll(async () => {
	story = await openStory();
	vera = await story.enters();
	conversationId = (await vera.writes("Hello")).conversation.id;
	folder = `${story.acme.websiteId}/${conversationId}`;
});
afterAll(() => story.close());

const bucketOf = (caller: Pick<Visitor, "client">) => caller.client.storage.from("attachments");
const text = () => new Blob(["hello"], { type: "text/plain" });
const uploads = (caller: Pick<Visitor, "client">, path: string, file = text()) =>
	bucketOf(caller).upload(path, file, { contentType: file.type });

describe("a file of a conversation", () => {
	it("is uploaded by its visitor and read by both sides", async () => {
		const path = `${folder}/${randomUUID()}.txt`;

		expect((await uploads(vera, path)).error).toBeNull();

		for (const reader of [vera, story.ada]) {
			const { data } = await bucketOf(reader).download(path);
			expect(await data?.text()).toBe("hello");
			expect((await bucketOf(reader).createSignedUrl(path, 60)).data?.signedUrl).toBeTruthy();
		}
	});

	it("is uploaded by an agent", async () => {
		expect((await uploads(story.grace, `${folder}/${randomUUID()}.txt`)).error).toBeNull();
	});

	it("is nobody else's to read, list or add", async () => {
		const path = `${folder}/${randomUUID()}.txt`;
		await uploads(vera, path);
		const victor = await story.enters();

		for (const stranger of [victor, story.eve, story.nobody]) {
			expect((await bucketOf(stranger).download(path)).error).not.toBeNull();
			expect((await bucketOf(stranger).createSignedUrl(path, 60)).error).not.toBeNull();
			expect((await bucketOf(stranger).list(folder)).data ?? []).toEqual([]);
			expect((await uploads(stranger, `${folder}/${randomUUID()}.txt`)).error).not.toBeNull();
		}
	});

	it("is never replaced, moved or removed by anybody of the API", async () => {
		const path = `${folder}/${randomUUID()}.txt`;
		await uploads(vera, path);

		for (const caller of [vera, story.ada]) {
			await bucketOf(caller).upload(path, new Blob(["other"], { type: "text/plain" }), {
				upsert: true,
			});
			await bucketOf(caller).move(path, `${folder}/moved.txt`);
			await bucketOf(caller).remove([path]);
		}

		expect(await (await bucketOf(vera).download(path)).data?.text()).toBe("hello");
	});

	it("ends with the visitor's access", async () => {
		const bob = await story.enters();
		const { conversation } = await bob.writes("Hello");
		const path = `${story.acme.websiteId}/${conversation.id}/${randomUUID()}.txt`;
		await uploads(bob, path);

		await story.ada.rpc("block_visitor", { visitor_id: bob.id });

		expect((await bucketOf(bob).download(path)).error).not.toBeNull();
		expect((await uploads(bob, `${path}2`)).error).not.toBeNull();
	});
});

describe("a path is refused", () => {
	it.each([
		["without a conversation", () => `${story.acme.websiteId}/x.txt`],
		["of an unknown conversation", () => `${story.acme.websiteId}/${randomUUID()}/x.txt`],
		["of another website", () => `${story.globex.websiteId}/${conversationId}/x.txt`],
		["that is no path", () => "x.txt"],
		["with words for ids", () => "acme/vera/x.txt"],
		["with a folder within", () => `${folder}/a/b.txt`],
		["that hides its file", () => `${folder}/.htaccess`],
		["with an endless name", () => `${folder}/${"x".repeat(300)}.txt`],
	])("%s", async (_, path) => {
		expect((await uploads(vera, path())).error).not.toBeNull();
	});
});

describe("a kind of file is refused", () => {
	it.each([["text/html"], ["image/svg+xml"], ["application/x-msdownload"], ["text/javascript"]])(
		"%s",
		async (type) => {
			const { error } = await uploads(vera, `${folder}/${randomUUID()}`, new Blob(["x"], { type }));

			expect(error).not.toBeNull();
		},
	);
});

describe("a message", () => {
	const image = (url: string) => ({
		type: "image",
		url,
		mediaType: "image/png",
		fileName: "cat.png",
		size: 12,
		width: 3,
		height: 4,
	});
	const sends = (parts: unknown[], extra: Record<string, unknown> = {}) =>
		vera.rpc("send_visitor_message", {
			conversation_id: conversationId,
			id: randomUUID(),
			text: "",
			parts,
			...extra,
		});

	it("may name files of its conversation, without a word of text", async () => {
		const part = image(`${folder}/cat.png`);

		const message = messageOf(await sends([{ type: "text", text: "ignored" }, part]));

		expect(message).toMatchObject({ text: null, parts: [part] });
	});

	it("keeps of a part only what is known", async () => {
		const part = image(`${folder}/cat.png`);

		const message = messageOf(await sends([{ ...part, onload: "alert(1)", source: "email" }]));

		expect(message.parts).toEqual([part]);
	});

	it.each([
		["another conversation's", () => image(`${story.acme.websiteId}/${randomUUID()}/cat.png`)],
		["a way out of the folder", () => image(`/${folder}/cat.png`)],
		["a script", () => image("javascript:alert(1)")],
		["a size that is none", () => ({ ...image(`${folder}/cat.png`), size: -1 })],
		["half a pixel", () => ({ ...image(`${folder}/cat.png`), width: 0.5 })],
		["a type that is none", () => ({ ...image(`${folder}/cat.png`), mediaType: "png" })],
		["no address", () => ({ type: "file", mediaType: "text/plain" })],
	])("may not name %s", async (_, part) => {
		await expect(sends([part()])).rejects.toMatchObject({ status: 422, message: "parts_invalid" });
	});

	it("may not name more than ten files", async () => {
		const parts = Array.from({ length: 11 }, (_, n) => image(`${folder}/${n}.png`));

		await expect(sends(parts)).rejects.toMatchObject({ status: 422, message: "parts_invalid" });
	});
});
