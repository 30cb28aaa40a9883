import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCossistantClient } from "./client.ts";
import type { CossistantClient } from "./client-types.ts";
import { API_URL, createFakeServer, type FakeServer, PUBLIC_KEY } from "./testing/fake-server.ts";

const network = setupServer();
const RPC = `${API_URL}/rest/v1/rpc/*`;
const LIST = `${API_URL}/rest/v1/rpc/list_conversations`;

beforeAll(() => network.listen({ onUnhandledFrame: "error" }));
afterAll(() => network.close());

let server: FakeServer;
let client: CossistantClient;

beforeEach(async () => {
	server = createFakeServer();
	const proceed = async ({ request }: { request: Request }) =>
		server.fetch(request.url, {
			method: request.method,
			headers: request.headers,
			body: await request.text(),
		});
	network.use(
		http.post(RPC, proceed),
		http.post(`${API_URL}/functions/v1/visitor-session`, proceed),
	);
	client = createCossistantClient({
		publicKey: PUBLIC_KEY,
		apiUrl: `${API_URL}/`,
		locks: null,
		WebSocket: server.realtime.WebSocket,
	});
	await client.ready();
});

afterEach(() => {
	client.destroy();
	network.resetHandlers();
});

describe("what goes over the wire", () => {
	it("names the project by its key and the visitor by the token", async () => {
		let seen: Request | undefined;
		network.use(
			http.post(LIST, ({ request }) => {
				seen = request;
				return HttpResponse.json({ conversations: [], nextCursor: null, unreadCount: 0 });
			}),
		);
		await client.conversations.list();
		expect(seen?.headers.get("apikey")).toBe("sb_publishable_test");
		expect(seen?.headers.get("authorization")).toMatch(/^Bearer .+\..+\..+/);
		expect(seen?.headers.get("content-type")).toBe("application/json");
	});

	it("takes an answer without a body for what it is", async () => {
		network.use(
			http.post(
				`${API_URL}/rest/v1/rpc/touch_visitor`,
				() => new HttpResponse(null, { status: 204 }),
			),
		);
		const page = { url: "https://acme.test/", title: null };
		await expect(client.touchVisitor(page)).resolves.toBeUndefined();
	});
});

describe("E2: no answer, a broken answer", () => {
	const unreachable = { code: "unavailable", status: 0 };

	it("is unavailable when the connection fails", async () => {
		network.use(http.post(LIST, () => HttpResponse.error()));
		await expect(client.conversations.list()).rejects.toMatchObject(unreachable);
	});

	it("is unavailable when a page comes instead, as a café's network sends it", async () => {
		network.use(http.post(LIST, () => HttpResponse.html("<h1>Welcome to the café</h1>")));
		await expect(client.conversations.list()).rejects.toMatchObject(unreachable);
	});

	it("is unavailable when the answer breaks off", async () => {
		network.use(
			http.post(LIST, () => {
				const body = new ReadableStream({
					start(controller) {
						controller.enqueue(new TextEncoder().encode('{"conversations": ['));
						controller.error(new Error("cut"));
					},
				});
				return new HttpResponse(body, { headers: { "content-type": "application/json" } });
			}),
		);
		await expect(client.conversations.list()).rejects.toMatchObject(unreachable);
	});
});

it("E1: reads the error of each kind of server behind the gateway", async () => {
	const limited = { code: "PT429", message: "rate_limited", details: '{"retryAfterSeconds":30}' };
	const busy = { "retry-after": "9" };
	network.use(
		http.post(LIST, () => HttpResponse.json(limited, { status: 429 }), { once: true }),
		http.post(LIST, () => new HttpResponse("upstream", { status: 502, headers: busy }), {
			once: true,
		}),
	);
	await expect(client.conversations.list()).rejects.toMatchObject({
		code: "rate_limited",
		status: 429,
		retryAfterSeconds: 30,
	});
	await expect(client.conversations.list()).rejects.toMatchObject({
		code: "unavailable",
		status: 502,
		retryAfterSeconds: 9,
	});
});

it("S6: renews once when the gateway says that the token has expired", async () => {
	let refused = 0;
	network.use(
		http.post(LIST, () => {
			refused += 1;
			if (refused > 1) return undefined;
			return HttpResponse.json({ code: "PGRST303", message: "JWT expired" }, { status: 401 });
		}),
	);
	await expect(client.conversations.list()).resolves.toEqual([]);
	expect(server.callsOf("session")).toHaveLength(2);
});
