import { describe, expect, it, vi } from "vitest";
import { Refusal } from "./refusal.ts";
import { createRpc } from "./rest-rpc.ts";

const url = "http://127.0.0.1:54321";

function database(answer: () => Response | Promise<Response>, secretKey = "sb_secret_1") {
	const fetch = vi.fn<typeof globalThis.fetch>(async () => answer());
	return { rpc: createRpc({ url, secretKey, fetch }), fetch };
}

const refuses = (body: object, status = 400) => database(() => Response.json(body, { status })).rpc;

describe("calling the database", () => {
	it("posts the arguments by name, with the secret key", async () => {
		const { rpc, fetch } = database(() => Response.json({ done: true }));

		expect(await rpc("touch", { visitor_id: "1" })).toEqual({ done: true });

		const [address, init] = fetch.mock.calls[0] ?? [];
		expect(address).toBe(`${url}/rest/v1/rpc/touch`);
		expect(init).toMatchObject({ method: "POST", body: '{"visitor_id":"1"}' });
		expect(init?.headers).toEqual({ "content-type": "application/json", apikey: "sb_secret_1" });
	});

	it("sends a key of the old kind as a token too", async () => {
		const { rpc, fetch } = database(() => Response.json(null), "eyJhbGciOi.J9.x");

		await rpc("touch", {});

		expect(fetch.mock.calls[0]?.[1]?.headers).toMatchObject({
			apikey: "eyJhbGciOi.J9.x",
			authorization: "Bearer eyJhbGciOi.J9.x",
		});
	});
});

describe("what the database refuses", () => {
	it("keeps its code, its sentence and what to do", async () => {
		const rpc = refuses({
			code: "PT403",
			message: "origin_not_allowed",
			details: "This origin is not allowed.",
			hint: "Add it.",
		});

		await expect(rpc("open", {})).rejects.toMatchObject({
			name: "Refusal",
			code: "origin_not_allowed",
			status: 403,
			message: "This origin is not allowed.",
			hint: "Add it.",
		});
	});

	it("keeps the seconds to wait, and says them in words of our own", async () => {
		const details = '{"retryAfterSeconds":30}';
		const rpc = refuses({ code: "PT429", message: "rate_limited", details, hint: null }, 429);

		await expect(rpc("open", {})).rejects.toMatchObject({
			code: "rate_limited",
			status: 429,
			message: "Too many requests. Try again later.",
			hint: undefined,
			retryAfterSeconds: 30,
		});
	});

	it("as a value that is no data is the caller's mistake", async () => {
		const rpc = refuses({ code: "22P05", message: "unsupported Unicode escape sequence" });

		await expect(rpc("open", {})).rejects.toMatchObject({ code: "invalid_request", status: 400 });
	});

	it.each([
		["a code that nobody knows", { code: "PT400", message: "mystery" }, 400],
		["a function that is not there", { code: "PGRST202", message: "not found" }, 404],
		["a key that is not valid", { message: "Invalid API key" }, 401],
	])("for a reason of our own goes to the log, by name: %s", async (_name, body, status) => {
		const refused = refuses(body, status)("open", {});

		await expect(refused).rejects.toThrow(`open answered ${status}`);
		await expect(refused).rejects.not.toBeInstanceOf(Refusal);
	});
});

describe("a database out of reach", () => {
	it.each([502, 503, 504])("is unavailable: a gateway answers %i", async (status) => {
		const { rpc } = database(() => new Response("<html>upstream</html>", { status }));

		await expect(rpc("open", {})).rejects.toMatchObject({ code: "unavailable", status: 503 });
	});

	it("is unavailable: the connection fails", async () => {
		const cause = new TypeError("connection refused");
		const { rpc } = database(() => Promise.reject(cause));

		await expect(rpc("open", {})).rejects.toMatchObject({ code: "unavailable", cause });
	});
});
