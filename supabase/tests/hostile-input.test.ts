import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCaller } from "./support/caller.ts";
import { signToken, stack } from "./support/stack.ts";
import { openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;
let token: string;

beforeAll(async () => {
	story = await openStory();
	vera = await story.enters();
	if (vera.claims) token = await signToken(vera.claims);
});
afterAll(() => story.close());

/** A body as it is, for what no client would send. */
async function post(name: string, body: string) {
	const response = await fetch(`${stack.url}/rest/v1/rpc/${name}`, {
		method: "POST",
		headers: {
			apikey: stack.publishableKey,
			authorization: `Bearer ${token}`,
			"content-type": "application/json",
		},
		body,
	});
	return { status: response.status, body: await response.json().catch(() => null) };
}

const send = (change: string) =>
	post(
		"send_visitor_message",
		`{"conversation_id":"${randomUUID()}","id":"${randomUUID()}","text":"Hello"${change}}`,
	);

describe("hostile input gets an answer of its own and changes nothing", () => {
	it.each([
		["NUL in the text", ',"text":"a\\u0000b"'],
		["a lone surrogate in a part", ',"parts":[{"type":"\\ud800"}]'],
		["NUL in a part", ',"parts":[{"type":"a\\u0000"}]'],
		["an id that is none", ',"id":"1 or 1=1"'],
		["an id that is a number", ',"id":7'],
		["parts as text", ',"parts":"no list"'],
		["parts as a number", ',"parts":7'],
		["parts of parts", ',"parts":[[["deep"]]]'],
		["a thousand parts", `,"parts":[${Array(1000).fill('{"type":"image"}').join(",")}]`],
		["an argument too many", ',"user_id":"x"'],
		["the author", `,"visitor_id":"${randomUUID()}"`],
		["the moment", ',"created_at":"2020-01-01"'],
		["the visibility", ',"visibility":"private"'],
		["no JSON at all", ","],
	])("%s", async (_, change) => {
		const answer = await send(change);

		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(answer.status).toBeLessThan(500);
		expect(answer.body?.code).toBeTruthy();
		expect((await vera.rpc("list_conversations")).conversations).toEqual([]);
	});

	it.each([["garbage"], ["1."], ["'; drop table public.visitors; --"], ["9".repeat(40)], [""]])(
		"the cursor %j",
		async (before) => {
			expect(await vera.refusal("list_conversations", { before })).toMatchObject({
				status: 400,
				message: "invalid_request",
			});
		},
	);

	it("numbers beyond every bound", async () => {
		const visitor = await story.enters();
		const { conversation } = await visitor.writes("Hello");
		const conversation_id = conversation.id;

		const answers = await Promise.all([
			visitor.client.rpc("mark_read", { conversation_id, upto: 2 ** 70 }),
			visitor.client.rpc("sync_conversation", { conversation_id, after: 1e300 }),
			visitor.client.rpc("list_timeline", { conversation_id, before: "x" }),
		]);

		expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
		const most = await visitor.rpc("list_timeline", { conversation_id, limit: 2 ** 31 - 1 });
		expect(most.items).toHaveLength(1);
	});
});

describe("hostile words about a file get an answer of their own and prepare nothing", () => {
	it.each([
		["NUL in the name", ',"file_name":"a\\u0000.txt"'],
		["NUL in the type", ',"media_type":"text/plain\\u0000"'],
		["parameters of the type", ',"media_type":"text/plain; charset=utf-7"'],
		["an endless type", `,"media_type":"${"x".repeat(20_000)}"`],
		["a size in words", ',"size":"large"'],
		["half a byte", ',"size":1.5'],
		["a size beyond every bound", ',"size":1e30'],
		["no size", ',"size":null'],
		["no conversation", ',"conversation_id":null'],
		["an id that is none", ',"id":"../../x"'],
		["the path", ',"path":"a/b/c"'],
		["the website", `,"website_id":"${randomUUID()}"`],
	])("%s", async (_, change) => {
		const answer = await post(
			"prepare_upload",
			`{"conversation_id":"${randomUUID()}","id":"${randomUUID()}","file_name":"a","media_type":"text/plain","size":5${change}}`,
		);

		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(answer.status).toBeLessThan(500);
		expect(answer.body?.code).toBeTruthy();
		expect(
			await story.sql`
			select from public.attachments where visitor_id = ${vera.id}`,
		).toHaveLength(0);
	});
});

describe("odd text is kept as it is", () => {
	it.each([
		["right to left", "שלום \u202eevil\u202c"],
		["joined emoji", "👩‍👩‍👧‍👦"],
		["markup", "<script>alert(1)</script>"],
		["SQL", "'); drop table public.visitors; --"],
		["format characters", "%s %I $1 \\n {{x}}"],
	])("%s", async (_, text) => {
		const visitor = await story.enters();

		expect((await visitor.writes(text)).items[0]?.text).toBe(text);
	});
});

describe("a token", () => {
	it.each([
		["of a visitor who does not exist", { sub: randomUUID() }],
		["with a subject that is none", { sub: "vera" }],
		["for another website", () => ({ website_id: story.globex.websiteId })],
		["without a website", { website_id: undefined }],
		["whose website is none", { website_id: "acme" }],
	])("%s opens nothing", async (_, change) => {
		const changed = typeof change === "function" ? change() : change;
		token = await signToken({ ...vera.claims, ...changed } as Parameters<typeof signToken>[0]);

		for (const name of ["list_conversations", "send_visitor_message"]) {
			const body =
				name === "list_conversations"
					? {}
					: { conversation_id: randomUUID(), id: randomUUID(), text: "x" };
			expect(await post(name, JSON.stringify(body))).toMatchObject({
				status: 401,
				body: { message: "session_expired" },
			});
		}
	});

	it("of an agent without a user is nobody's", async () => {
		const nobody = await createCaller({ role: "authenticated", sub: "ada" });

		expect(await nobody.refusal("inbox", { website_id: story.acme.websiteId })).toMatchObject({
			status: 401,
			message: "not_signed_in",
		});
	});

	it("of a visitor, dressed as an agent, is a stranger's", async () => {
		const dressed = await createCaller({ ...vera.claims, role: "authenticated", sub: vera.id });

		expect(await dressed.refusal("inbox", { website_id: story.acme.websiteId })).toMatchObject({
			status: 404,
		});
		expect((await dressed.client.from("conversations").select()).data).toEqual([]);
	});
});
