import { describe, expect, it, vi } from "vitest";
import { Refusal } from "../_shared/refusal.ts";
import { handle } from "./handler.ts";

const CONVERSATION = "0199a000-0000-7000-8000-000000000005";
const ITEM = "0199a000-0000-7000-8000-000000000006";
const message = { id: ITEM, type: "message", author: { type: "contact" }, text: "Hello" };

/** A request as the platform hands it on, and what the database was asked. */
async function ask(
	method: string,
	path: string,
	{ body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
	answer: () => Promise<unknown> = async () => ({ done: true }),
) {
	const rpc = vi.fn(answer as (name: string, args: Record<string, unknown>) => Promise<unknown>);
	const report = vi.fn();
	const request = new Request(`http://edge.internal/api${path}`, {
		method,
		headers: { authorization: "Bearer sk_12345678", ...headers },
		...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
	});
	const response = await handle(request, { rpc, report });
	const [name, args] = rpc.mock.calls[0] ?? [];
	return { response, json: await response.json(), name, args, report };
}

const KEY_HASH = expect.stringMatching(/^[0-9a-f]{64}$/);

describe("an address", () => {
	it.each([
		["GET", "/v1/key", undefined, "resolve_api_key", {}],
		["GET", "/v1/conversations", undefined, "find_conversations", { filter: {} }],
		[
			"GET",
			"/v1/conversations?status=open&externalId=7&limit=5&before=1.x",
			undefined,
			"find_conversations",
			{ filter: { status: "open", contact: { externalId: "7" } }, limit: 5, before: "1.x" },
		],
		[
			"GET",
			`/v1/conversations/${CONVERSATION}`,
			undefined,
			"find_conversation",
			{ id: CONVERSATION },
		],
		[
			"PATCH",
			`/v1/conversations/${CONVERSATION}`,
			{ status: "resolved" },
			"change_conversation",
			{ id: CONVERSATION, changes: { status: "resolved" } },
		],
		[
			"GET",
			`/v1/conversations/${CONVERSATION}/items?before=9`,
			undefined,
			"find_items",
			{ conversation_id: CONVERSATION, before: 9 },
		],
		[
			"POST",
			`/v1/conversations/${CONVERSATION}/items`,
			message,
			"add_item",
			{ conversation_id: CONVERSATION, item: message },
		],
		["GET", "/v1/contacts/a%2Fb%20%C3%BC", undefined, "find_contact", { external_id: "a/b ü" }],
		[
			"PUT",
			"/v1/contacts/7",
			{ name: "Vera" },
			"put_contact",
			{ external_id: "7", facts: { name: "Vera" } },
		],
		["DELETE", "/v1/contacts/7", undefined, "erase_contact_of_key", { external_id: "7" }],
		[
			"POST",
			"/v1/import",
			{ id: CONVERSATION, visitorId: ITEM, items: [message] },
			"import_conversation",
			{ request: { id: CONVERSATION, visitorId: ITEM, items: [message] } },
		],
	])("%s %s is answered by the database", async (method, path, body, name, args) => {
		const asked = await ask(method, path, { body });

		expect(asked.response.status).toBe(200);
		expect(asked.name).toBe(name);
		expect(asked.args).toEqual({ key_hash: KEY_HASH, ...args });
		expect(asked.json).toEqual({ done: true });
		expect(asked.response.headers.get("access-control-allow-origin")).toBeNull();
	});

	it.each(["/", "/v1", "/v1/", "/v1/nothing", "/v1/contacts/", "/v2/key"])(
		"%s is none",
		async (path) => {
			const { response, json, name } = await ask("GET", path);
			expect([response.status, json.code, name]).toEqual([404, "address_not_found", undefined]);
		},
	);

	it("takes its own methods only, and says which", async () => {
		const { response, json } = await ask("PATCH", "/v1/contacts/7");
		expect([response.status, json.code]).toEqual([405, "method_not_allowed"]);
		expect(response.headers.get("allow")).toBe("GET, PUT, DELETE");
	});
});

describe("a request is refused before the database hears of it", () => {
	it.each([
		["without a key", "GET", "/v1/key", { headers: { authorization: "" } }, 401],
		[
			"with another kind of key",
			"GET",
			"/v1/key",
			{ headers: { authorization: "Bearer pk_12345678" } },
			401,
		],
		["with an id that is none", "GET", "/v1/conversations/7", {}, 400],
		["with half an encoding", "GET", "/v1/contacts/%E0%A4%A", {}, 400],
		["with a query that is none", "GET", "/v1/conversations?sort=x", {}, 400],
		["with a limit beyond all", "GET", "/v1/conversations?limit=1e9", {}, 400],
		["with no JSON", "PUT", "/v1/contacts/7", { body: "{" }, 400],
		["with a list", "PUT", "/v1/contacts/7", { body: [] }, 400],
		["with a field too many", "PUT", "/v1/contacts/7", { body: { isVerified: false } }, 400],
		["with deep metadata", "PUT", "/v1/contacts/7", { body: { metadata: { a: {} } } }, 400],
		["that is too large", "PUT", "/v1/contacts/7", { body: "x".repeat(256 * 1024 + 1) }, 413],
	])("%s", async (_, method, path, options, status) => {
		const { response, json, name } = await ask(method, path, options);

		expect(response.status).toBe(status);
		expect(json.code).toBeTruthy();
		expect(name).toBeUndefined();
	});

	it("with the place of what is wrong", async () => {
		const items = [message, { ...message, text: 7 }];
		const { json } = await ask("POST", "/v1/import", { body: { id: CONVERSATION, items } });

		expect(json.hint).toContain("items.1");
	});
});

describe("what the database refuses", () => {
	it("comes with its code, and with when to try again", async () => {
		const { response, json, report } = await ask("GET", "/v1/key", {}, async () => {
			throw new Refusal("rate_limited", { retryAfterSeconds: 30 });
		});

		expect(response.status).toBe(429);
		expect(response.headers.get("retry-after")).toBe("30");
		expect(json).toMatchObject({ code: "rate_limited", retryAfterSeconds: 30 });
		expect(report).not.toHaveBeenCalled();
	});

	it("by mistake is told to the log alone", async () => {
		const { response, json, report } = await ask("GET", "/v1/key", {}, async () => {
			throw new Error("secret detail");
		});

		expect([response.status, json.code]).toEqual([500, "internal"]);
		expect(JSON.stringify(json)).not.toContain("secret");
		expect(report).toHaveBeenCalledOnce();
	});
});
