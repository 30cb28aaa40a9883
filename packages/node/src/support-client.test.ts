import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createSupportClient } from "./support-client.ts";
import { SupportError } from "./support-error.ts";

const url = "https://project.example";
const KEY = `${url}/functions/v1/api/v1/key`;
const server = setupServer();

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

/** A client whose pauses are noted instead of waited for. */
function client() {
	const wait = vi.fn(async (_milliseconds: number) => {});
	return { wait, support: createSupportClient({ url, apiKey: "sk_test" }, { wait }) };
}

/** Answers one after the other; the last one stays. */
function answers(...responses: (() => Response)[]) {
	const asked: Request[] = [];
	server.use(
		http.all(`${url}/functions/v1/api/*`, ({ request }) => {
			const respond = responses[Math.min(asked.length, responses.length - 1)];
			asked.push(request.clone());
			return respond?.();
		}),
	);
	return asked;
}

const ok = () => HttpResponse.json({ id: "1" });
const refused = (status: number, body: object) => () => HttpResponse.json(body, { status });

describe("a call", () => {
	it("carries the key, and what it is about in the address and the body", async () => {
		const asked = answers(ok);
		const { support } = client();

		await support.putContact("a/b ü", { name: "Vera" });
		await support.listConversations({ status: "open", contact: { externalId: "1" }, before: null });
		await support.eraseContact("a/b");

		expect(asked[0]?.method).toBe("PUT");
		expect(asked[0]?.url).toBe(`${url}/functions/v1/api/v1/contacts/a%2Fb%20%C3%BC`);
		expect(asked[0]?.headers.get("authorization")).toBe("Bearer sk_test");
		expect(await asked[0]?.json()).toEqual({ name: "Vera" });
		expect(asked[1]?.url).toBe(`${url}/functions/v1/api/v1/conversations?status=open&externalId=1`);
		expect([asked[2]?.method, asked[2]?.url]).toEqual([
			"DELETE",
			`${url}/functions/v1/api/v1/contacts/a%2Fb`,
		]);
	});

	it("that did not arrive is sent again, after growing pauses", async () => {
		const asked = answers(
			() => HttpResponse.error(),
			() => new Response("<html>", { status: 502 }),
			ok,
		);
		const { support, wait } = client();

		await expect(support.getKey()).resolves.toEqual({ id: "1" });
		expect(asked).toHaveLength(3);
		expect(wait.mock.calls.flat()).toEqual([500, 1_000]);
	});

	it("is given up after three tries, with a code", async () => {
		const asked = answers(() => HttpResponse.error());

		const failed = client().support.getKey();

		await expect(failed).rejects.toBeInstanceOf(SupportError);
		await expect(failed).rejects.toMatchObject({ code: "unavailable", status: 0 });
		expect(asked).toHaveLength(3);
	});

	it("waits as long as it is told, unless that is too long", async () => {
		const limited = (retryAfterSeconds: number) =>
			refused(429, { code: "rate_limited", message: "Too many requests.", retryAfterSeconds });
		answers(limited(7), ok);
		const { support, wait } = client();
		await support.getKey();
		expect(wait.mock.calls.flat()).toEqual([7_000]);

		const asked = answers(limited(50));
		await expect(support.getKey()).rejects.toMatchObject({ retryAfterSeconds: 50 });
		expect(asked).toHaveLength(1);
	});

	it("that was refused is not sent again, and says why", async () => {
		const body = { code: "scope_missing", message: "Not good for that.", hint: "Use another key." };
		const asked = answers(refused(403, body));

		await expect(client().support.getKey()).rejects.toMatchObject({ ...body, status: 403 });
		expect(asked).toHaveLength(1);
	});

	it("answered by something else is no answer", async () => {
		server.use(http.get(KEY, () => new Response("hello")));
		await expect(client().support.getKey()).rejects.toMatchObject({
			code: "internal",
			status: 200,
		});
	});
});

it.each([
	[{ url: "", apiKey: "sk_x" }],
	[{ url: "project.example", apiKey: "sk_x" }],
	[{ url, apiKey: "pk_x" }],
	[{ url, apiKey: "" }],
])("is not made of %j", (options) => {
	expect(() => createSupportClient(options)).toThrow(/secret apiKey/);
});
