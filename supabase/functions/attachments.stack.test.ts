import { randomUUID } from "node:crypto";
import { attachmentLink } from "@cossistant/protocol/schemas";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openShop, type Shop } from "./visitor-session/story.ts";

const stack = inject("stack");
const PNG = Buffer.from(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
	"base64",
);
const PAGE = Buffer.from("<!doctype html><script>alert(document.cookie)</script>");
let shop: Shop;
let vera: SupabaseClient;
let token: string;

beforeAll(async () => {
	shop = await openShop(stack);
	({ token } = await shop.enter());
	vera = createClient(stack.url, stack.publishableKey, { accessToken: async () => token });
});
afterAll(() => shop.close());

const bucketOf = (client: SupabaseClient) => client.storage.from("attachments");

/** One request of a browser, as it comes back. */
function ask(
	body: unknown,
	headers: Record<string, string> = { authorization: `Bearer ${token}` },
) {
	return fetch(`${stack.url}/functions/v1/attachments`, {
		method: "POST",
		headers: { apikey: stack.publishableKey, "content-type": "application/json", ...headers },
		body: typeof body === "string" ? body : JSON.stringify(body),
	});
}
async function answerTo(...args: Parameters<typeof ask>) {
	const response = await ask(...args);
	return { status: response.status, ...(await response.json()) };
}

type Sent = { type: string; content: Buffer; as?: string; size?: number; name?: string };

/** Prepares and uploads, and answers the path. */
async function upload({ type, content, as = type, size = content.length, name = "a" }: Sent) {
	const { data, error } = await vera.rpc("prepare_upload", {
		conversation_id: randomUUID(),
		id: randomUUID(),
		file_name: name,
		media_type: type,
		size,
	});
	if (error) throw error;
	const uploaded = await bucketOf(vera).upload(data.path, content, { contentType: as });
	if (uploaded.error) throw uploaded.error;
	return data.path as string;
}
const follow = async (link: string) => {
	const response = await fetch(stack.url + link);
	return {
		status: response.status,
		type: response.headers.get("content-type"),
		disposition: response.headers.get("content-disposition"),
		body: Buffer.from(await response.arrayBuffer()),
	};
};

describe("a link", () => {
	it("shows an image, for five minutes", async () => {
		const path = await upload({ type: "image/png", content: PNG, name: "cat.png" });

		const { status, ...answer } = await answerTo({ path });

		const { link, expiresIn, attachment } = attachmentLink.parse(answer);
		expect([status, expiresIn, attachment.state]).toEqual([200, 300, "checked"]);
		const [, payload = ""] = new URL(stack.url + link).searchParams.get("token")?.split(".") ?? [];
		const { exp, iat } = JSON.parse(Buffer.from(payload, "base64url").toString());
		expect(exp - iat).toBe(300);
		expect(await follow(link)).toEqual({
			status: 200,
			type: "image/png",
			disposition: null,
			body: PNG,
		});
	});

	it("saves any other file under its name, and shows nothing", async () => {
		const content = Buffer.from("Grüße");
		const path = await upload({ type: "text/plain", content, name: 'no"te;ü.txt' });

		const { link } = await answerTo({ path });

		expect(await follow(link)).toMatchObject({
			type: "text/plain",
			disposition: expect.stringMatching(/^attachment; .*filename\*=UTF-8''no%22te%3B%C3%BC\.txt/),
			body: content,
		});
	});

	it("is given to one who asks again, and to many at once", async () => {
		const path = await upload({ type: "image/png", content: PNG });

		const answers = await Promise.all(Array.from({ length: 5 }, () => answerTo({ path })));

		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
	});

	it("may be asked for by a page of any origin", async () => {
		const response = await ask("{}", { origin: "https://shop.example" });

		expect(response.headers.get("access-control-allow-origin")).toBe("https://shop.example");
	});
});

describe("a file that is not what it is said to be is refused, for good", () => {
	it.each<[string, Sent]>([
		["a page named as an image", { type: "image/png", content: PAGE, name: "cat.png" }],
		["a page named as text", { type: "text/plain", content: PAGE }],
		["an image named as a PDF", { type: "application/pdf", content: PNG }],
		["bytes named as text", { type: "text/plain", content: Buffer.from([0xff, 0x00]) }],
		["no JSON named so", { type: "application/json", content: Buffer.from("{") }],
		["a larger one than was prepared", { type: "image/png", content: PNG, size: 5 }],
		["one that is served as another type", { type: "image/png", content: PNG, as: "text/plain" }],
	])("%s", async (_, sent) => {
		const path = await upload(sent);

		for (let time = 1; time <= 2; time++) {
			expect(await answerTo({ path })).toMatchObject({ status: 422, code: "file_refused" });
		}

		expect((await bucketOf(vera).createSignedUrl(path, 60)).error).not.toBeNull();
		expect((await bucketOf(vera).upload(path, PNG)).error).not.toBeNull();
		expect(
			await shop.sql`
			select from private.jobs
			where kind = 'delete_files' and payload -> 'paths' ? ${path}`,
		).toHaveLength(1);
	});

	it("also one that somebody with more rights put in its place after it was checked", async () => {
		const path = await upload({ type: "image/png", content: PNG });
		expect((await answerTo({ path })).status).toBe(200);
		const service = createClient(stack.url, stack.secretKey);

		await bucketOf(service).update(path, PAGE, { contentType: "image/png" });

		expect(await answerTo({ path })).toMatchObject({ status: 422, code: "file_refused" });
	});
});

describe("a request is refused", () => {
	it("for a file that was not uploaded", async () => {
		const { data } = await vera.rpc("prepare_upload", {
			conversation_id: randomUUID(),
			id: randomUUID(),
			file_name: "a.png",
			media_type: "image/png",
			size: 5,
		});

		expect(await answerTo({ path: data.path })).toMatchObject({
			status: 409,
			code: "attachment_not_uploaded",
		});
	});

	it.each([
		["unknown", "a/b/c.png"],
		["climbing", "../../etc/passwd"],
		["with NUL", "a\0b"],
		["with half a surrogate pair", "a\ud800"],
		["with SQL", "' or 1=1 --"],
	])("for a path that is %s", async (_, path) => {
		expect(await answerTo({ path })).toMatchObject({ status: 404, code: "attachment_not_found" });
	});

	it.each([
		["no JSON", "{"],
		["no path", "{}"],
		["a number", '{"path": 7}'],
		["a list of paths", '{"path": ["a"]}'],
		["an empty path", '{"path": ""}'],
		["an endless path", JSON.stringify({ path: "x".repeat(2_000) })],
	])("with %s", async (_, body) => {
		expect(await answerTo(body)).toMatchObject({ status: 400, code: "invalid_request" });
	});

	it("of nobody, and of a token that does not hold", async () => {
		const path = await upload({ type: "image/png", content: PNG });
		const expired = await new SignJWT({ role: "anon" })
			.setProtectedHeader({ alg: "HS256", typ: "JWT" })
			.setExpirationTime("-1h")
			.sign(new TextEncoder().encode(stack.jwtSecret));

		for (const headers of [
			{},
			{ authorization: `Bearer ${expired}` },
			{ authorization: "Bearer x.y.z" },
		] as Record<string, string>[]) {
			expect(await answerTo({ path }, headers)).toMatchObject({
				status: 401,
				code: "session_expired",
			});
		}
	});
});

it("uploads are counted by the address that the session was opened from", async () => {
	const other = await openShop(stack);
	await other.limit("upload_ip", 1);
	const prepares = async (address: string) => {
		const response = await other.ask(
			{ publicKey: other.publicKey },
			{ "x-forwarded-for": address },
		);
		return other.call(await response.json(), "prepare_upload", {
			conversation_id: randomUUID(),
			id: randomUUID(),
			file_name: "a.png",
			media_type: "image/png",
			size: 5,
		});
	};

	expect((await prepares("203.0.113.7")).status).toBe(200);
	expect(await prepares("203.0.113.7")).toMatchObject({
		status: 429,
		answer: { message: "rate_limited" },
	});
	expect((await prepares("203.0.113.8")).status).toBe(200);
	await other.close();
});
