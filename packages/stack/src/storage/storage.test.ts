import { describe, expect, it } from "vitest";
import { useStack } from "../test-support/use-stack.ts";

const test = useStack({ functions: false });
const VERA = "2f6ad9a0-0000-4000-8000-000000000001";
const EVE = "2f6ad9a0-0000-4000-8000-000000000002";

/** The bucket as seen by a visitor who may use the folder of one conversation. */
async function attachmentsOf(sub: string, conversation: string) {
	const client = await test.visitor({ sub, conversation_id: conversation });
	return client.storage.from("attachments");
}

const vera = () => attachmentsOf(VERA, "c1");
const eve = () => attachmentsOf(EVE, "c2");
const text = (content: string) => new Blob([content], { type: "text/plain" });

let files = 0;
/** A fresh object of Vera's. */
async function stored(content = "hello"): Promise<string> {
	files += 1;
	const { data, error } = await (await vera()).upload(`c1/file ${files}.txt`, text(content));
	expect(error).toBeNull();
	return data?.path ?? "";
}

describe("uploading", () => {
	it.each([
		["a blob, as a form", text("as a form")],
		["bytes, bare", Buffer.from("bare")],
	])("takes %s", async (name, body) => {
		const bucket = await vera();

		const { data } = await bucket.upload(`c1/${name}`, body, { contentType: "text/plain" });
		const read = await bucket.download(`c1/${name}`);

		expect(data?.fullPath).toBe(`attachments/c1/${name}`);
		expect(await read.data?.text()).toBe(await new Blob([body]).text());
	});

	it("keeps type, size, owner and the metadata given", async () => {
		const bucket = await vera();
		await bucket.upload("c1/known.txt", text("hello"), { metadata: { pages: 1 } });

		const { data } = await bucket.info("c1/known.txt");
		const [row] = await test.sql`select owner_id from storage.objects where name = 'c1/known.txt'`;

		expect(data).toMatchObject({ contentType: "text/plain", size: 5, metadata: { pages: 1 } });
		expect(row?.owner_id).toBe(VERA);
	});

	it("needs no right to read", async () => {
		await test.sql`insert into storage.buckets (id, name) values ('inbox', 'inbox')`;
		await test.sql`create policy drop_off on storage.objects for insert to anon with check (bucket_id = 'inbox')`;

		const { error } = await test.nobody().storage.from("inbox").upload("letter.txt", text("hi"));

		expect(error).toBeNull();
	});

	it.each([
		["over the bucket's limit, as a form", text("x".repeat(1001)), "413", "EntityTooLarge"],
		["over the bucket's limit, bare", Buffer.alloc(1001, "x"), "413", "EntityTooLarge"],
		[
			"of a type the bucket does not take",
			new Blob(["x"], { type: "text/html" }),
			"415",
			"InvalidMimeType",
		],
	])("refuses a file %s, as hosted", async (name, body, statusCode, code) => {
		const { error } = await (await vera()).upload(`c1/${name}`, body, {
			contentType: "text/plain",
		});

		expect(error).toMatchObject({ status: 400, statusCode, code });
		const rows = await test.sql`select from storage.objects where name = ${`c1/${name}`}`;
		expect(rows).toHaveLength(0);
	});

	it("refuses a body of unknown length once it is over the limit", async () => {
		const token = await test.token({ sub: VERA, conversation_id: "c1" });

		const response = await fetch(`${test.stack.url}/storage/v1/object/attachments/c1/growing.txt`, {
			method: "POST",
			headers: {
				apikey: test.stack.publishableKey,
				authorization: `Bearer ${token}`,
				"content-type": "text/plain",
			},
			body: new Blob([new Uint8Array(4_000)]).stream(),
			duplex: "half",
		} as RequestInit);

		expect((await response.json()).statusCode).toBe("413");
		const rows = await test.sql`select from storage.objects where name = 'c1/growing.txt'`;
		expect(rows).toHaveLength(0);
	});

	it("refuses what the policies refuse, in words that do not tell more", async () => {
		const { error } = await (await eve()).upload("c1/foreign.txt", text("hi"));

		expect(error).toMatchObject({
			statusCode: "403",
			message: "new row violates row-level security policy",
		});
	});

	it("refuses a name that is taken, a bucket that is not there, and a name that climbs", async () => {
		const path = await stored();
		const bucket = await vera();

		const taken = await bucket.upload(path, text("again"));
		const nowhere = await test.nobody().storage.from("nowhere").upload("a.txt", text("hi"));
		const climbing = await fetch(
			`${test.stack.url}/storage/v1/object/attachments/c1/%2e%2e%2f%2e%2e%2fkeys.json`,
			{ method: "POST", headers: { apikey: test.stack.secretKey }, body: "x" },
		);

		const garbled = await fetch(`${test.stack.url}/storage/v1/object/attachments/%E0%A4%A`, {
			headers: { apikey: test.stack.secretKey },
		});

		expect(taken.error).toMatchObject({ statusCode: "409", code: "KeyAlreadyExists" });
		expect(nowhere.error).toMatchObject({ statusCode: "404", code: "NoSuchBucket" });
		expect(await climbing.json()).toMatchObject({ code: "InvalidKey" });
		expect(await garbled.json()).toMatchObject({ code: "InvalidKey" });
	});

	it("replaces a file for who may, and drops the old content", async () => {
		const path = await stored("old");
		const backend = test.backend().storage.from("attachments");

		const { error } = await backend.upload(path, text("new"), { upsert: true });

		expect(error).toBeNull();
		expect(await (await backend.download(path)).data?.text()).toBe("new");
	});
});

describe("reading", () => {
	it("finds nothing that the policies hide", async () => {
		const path = await stored();
		const stranger = await eve();

		expect((await stranger.download(path)).error).toMatchObject({ code: "NoSuchKey" });
		expect((await stranger.createSignedUrl(path, 60)).error).toMatchObject({ code: "NoSuchKey" });
		expect((await stranger.list("c1")).data).toEqual([]);
		expect((await stranger.exists(path)).data).toBe(false);
	});

	it("lists one level: folders first, then files with what is known of them", async () => {
		await test.backend().storage.from("attachments").upload("c9/deep/one.txt", text("1"));
		await test.backend().storage.from("attachments").upload("c9/two.txt", text("22"));
		const bucket = await attachmentsOf(VERA, "c9");

		const { data } = await bucket.list("c9");

		expect(data).toMatchObject([
			{ name: "deep", id: null },
			{ name: "two.txt", metadata: { size: 2 } },
		]);
	});

	it("by a signed link needs no key, and offers the file for saving if asked", async () => {
		const path = await stored("signed");
		const { data } = await (await vera()).createSignedUrl(path, 60, { download: "letter.txt" });

		const response = await fetch(data?.signedUrl ?? "");

		expect(await response.text()).toBe("signed");
		expect(response.headers.get("content-disposition")).toBe(
			"attachment; filename=letter.txt; filename*=UTF-8''letter.txt;",
		);
		expect(response.headers.get("x-content-type-options")).toBe("nosniff");
	});

	it("by a signed link opens this one file, and only while the link holds", async () => {
		const [path, other] = [await stored(), await stored()];
		const { data } = await (await vera()).createSignedUrl(path, 1);
		const link = data?.signedUrl ?? "";

		const moved = await fetch(link.replace(encodeURI(path), encodeURI(other)));
		const forged = await fetch(`${link.slice(0, -4)}AAAA`);

		expect(moved.status).toBe(400);
		expect(forged.status).toBe(400);
		await expect.poll(async () => (await fetch(link)).status, { timeout: 20_000 }).toBe(400);
	});

	it("gives parts of a file on request", async () => {
		const path = await stored("0123456789");
		const { data } = await (await vera()).createSignedUrl(path, 60);
		const part = (range: string) => fetch(data?.signedUrl ?? "", { headers: { range } });

		const middle = await part("bytes=2-4");
		const end = await part("bytes=-3");
		const beyond = await part("bytes=20-");

		expect([middle.status, await middle.text()]).toEqual([206, "234"]);
		expect(middle.headers.get("content-range")).toBe("bytes 2-4/10");
		expect(await end.text()).toBe("789");
		expect(await beyond.json()).toMatchObject({ statusCode: "416" });
	});

	it("from a public bucket is for everybody, and pages come as text", async () => {
		const backend = test.backend().storage;
		await backend.createBucket("public-files", { public: true });
		await backend
			.from("public-files")
			.upload("page.html", new Blob(["<b>"], { type: "text/html" }));

		const open = await fetch(backend.from("public-files").getPublicUrl("page.html").data.publicUrl);
		const closed = await fetch(backend.from("attachments").getPublicUrl("c1/a.txt").data.publicUrl);

		expect(open.headers.get("content-type")).toBe("text/plain");
		expect(await closed.json()).toMatchObject({ code: "NoSuchBucket" });
	});
});

describe("a signed upload", () => {
	it("lets whoever has the link write that one file once", async () => {
		const { data } = await (await vera()).createSignedUploadUrl("c1/promised.txt");
		const { token = "", path = "" } = data ?? {};
		const anybody = test.nobody().storage.from("attachments");

		const first = await anybody.uploadToSignedUrl(path, token, text("kept"));
		const second = await anybody.uploadToSignedUrl(path, token, text("again"));
		const elsewhere = await anybody.uploadToSignedUrl("c1/other.txt", token, text("hi"));
		const tooLarge = await anybody.uploadToSignedUrl(path, token, text("x".repeat(2000)));

		expect(first.error).toBeNull();
		expect(second.error).toMatchObject({ statusCode: "409" });
		expect(elsewhere.error).toMatchObject({ code: "InvalidJWT" });
		expect(tooLarge.error).not.toBeNull();
	});

	it("is not promised to who may not insert", async () => {
		const { error } = await (await eve()).createSignedUploadUrl("c1/promised too.txt");

		expect(error).toMatchObject({ statusCode: "403" });
	});

	it("does not open a file for reading", async () => {
		const { data } = await (await vera()).createSignedUploadUrl("c1/write only.txt");
		await (await vera()).upload("c1/write only.txt", text("private"));
		const reading = data?.signedUrl.replace("/object/upload/sign/", "/object/sign/") ?? "";

		expect((await fetch(reading)).status).toBe(400);
	});
});

describe("removing", () => {
	it("takes what the policies allow and leaves the rest", async () => {
		const path = await stored();

		const stranger = await (await eve()).remove([path]);
		const owner = await (await vera()).remove([path]);

		expect(stranger.data).toEqual([]);
		expect(owner.data).toMatchObject([{ name: path }]);
	});

	it("is not possible behind Storage's back", async () => {
		await stored();

		await expect(test.sql`delete from storage.objects`).rejects.toThrow(
			"Direct deletion from storage tables is not allowed",
		);
	});
});

describe("moving, copying and buckets", () => {
	it("work with the secret key", async () => {
		const path = await stored("travels");
		const { storage } = test.backend();
		const bucket = storage.from("attachments");

		await bucket.move(path, "c1/moved.txt");
		await bucket.copy("c1/moved.txt", "c1/copied.txt");

		expect(await (await bucket.download("c1/copied.txt")).data?.text()).toBe("travels");
		expect((await bucket.download(path)).error).not.toBeNull();
		expect((await storage.getBucket("attachments")).data).toMatchObject({ file_size_limit: 1000 });
		expect((await storage.deleteBucket("attachments")).error).not.toBeNull();
	});

	it("are out of a visitor's reach", async () => {
		const { storage } = test.nobody();

		expect((await storage.listBuckets()).data).toEqual([]);
		expect((await storage.createBucket("mine")).error).toMatchObject({ statusCode: "403" });
	});
});
