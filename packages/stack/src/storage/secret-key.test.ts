import { describe, expect, it } from "vitest";
import { useStack } from "../test-support/use-stack.ts";

const test = useStack({ functions: false });

/** A request as a function makes it: the secret key as `apikey`, and no token. */
function ask(path: string, init: RequestInit = {}) {
	return fetch(`${test.stack.url}/storage/v1/object/${path}`, {
		...init,
		headers: { "content-type": "application/json", apikey: test.stack.secretKey, ...init.headers },
	});
}

async function stored(name: string, content: string) {
	const bucket = test.backend().storage.from("attachments");
	const { error } = await bucket.upload(name, new Blob([content], { type: "text/plain" }));
	expect(error).toBeNull();
	return name;
}

describe("the secret key alone", () => {
	it("reads the first bytes of a file", async () => {
		const name = await stored("read.txt", "0123456789");

		const response = await ask(`authenticated/attachments/${name}`, {
			headers: { range: "bytes=0-3" },
		});

		expect([response.status, await response.text()]).toEqual([206, "0123"]);
	});

	it("reads all of a file that has fewer bytes than were asked for", async () => {
		const name = await stored("short.txt", "012");

		const response = await ask(`authenticated/attachments/${name}`, {
			headers: { range: "bytes=0-511" },
		});

		expect([response.status, await response.text()]).toEqual([206, "012"]);
	});

	it("makes a link, which needs no key", async () => {
		const name = await stored("signed.txt", "signed");

		const made = await ask(`sign/attachments/${name}`, {
			method: "POST",
			body: JSON.stringify({ expiresIn: 60 }),
		});
		const { signedURL } = await made.json();

		const read = await fetch(`${test.stack.url}/storage/v1${signedURL}`);
		expect(await read.text()).toBe("signed");
	});

	it("deletes many, of which some are gone already", async () => {
		const names = [await stored("one.txt", "1"), await stored("two.txt", "2"), "gone.txt"];

		const response = await ask("attachments", {
			method: "DELETE",
			body: JSON.stringify({ prefixes: names }),
		});

		expect(response.status).toBe(200);
		expect(await response.json()).toHaveLength(2);
		expect((await ask(`authenticated/attachments/${names[0]}`)).status).toBe(400);
	});
});

it("a link is made for nobody without a key", async () => {
	const response = await fetch(`${test.stack.url}/storage/v1/object/sign/attachments/signed.txt`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ expiresIn: 60 }),
	});

	expect(response.status).toBe(401);
});

it("a policy can tell an upload from a link that allows one, as hosted", async () => {
	await test.sql`insert into storage.buckets (id, name) values ('direct', 'direct')`;
	await test.sql`
		create policy direct_only on storage.objects for insert to anon
		with check (bucket_id = 'direct' and storage.operation() = 'storage.object.upload')`;
	const bucket = test.nobody().storage.from("direct");

	expect((await bucket.createSignedUploadUrl("a.txt")).error).not.toBeNull();
	expect((await bucket.upload("a.txt", new Blob(["a"]))).error).toBeNull();
});
