import type { PublicVisitor } from "@cossistant/protocol";
import { Refusal } from "./fake-conversations.ts";
import { createFakeDatabase } from "./fake-database.ts";
import { createFakeRealtime } from "./fake-realtime.ts";
import { createFakeSessions } from "./fake-sessions.ts";

export { fakeJwt } from "./fake-sessions.ts";

export const API_URL = "https://project.test";
export const PUBLIC_KEY = "pk_test";

/** A request that the server has seen: `session` for visitor-session, else the function's name. */
export type Call = { name: string; body: Record<string, unknown>; token: string | null };

/** Stands between the client and the server; answers instead of it, or fails, where it likes. */
export type Between = (call: Call, proceed: () => Response) => Response | Promise<Response>;

export type FakeServer = ReturnType<typeof createFakeServer>;

/** The whole server as a visitor's client meets it: sessions, functions, Realtime. Time is `Date.now`. */
export function createFakeServer({ tokenLifetimeSeconds = 3_600 } = {}) {
	const now = () => Date.now();
	const calls: Call[] = [];
	const distrusted = new Set<string>();
	let between: Between = (_call, proceed) => proceed();

	const database = createFakeDatabase({
		now,
		announce: (...event) => realtime.broadcast(...event),
	});
	const sessions = createFakeSessions({ database, now, tokenLifetimeSeconds });
	const realtime = createFakeRealtime({
		mayJoin(topic, token) {
			const visitor = distrusted.has(token ?? "") ? null : sessions.visitorOf(token);
			return refusalToJoin(topic, visitor, database.conversationsOf);
		},
	});
	const { visitors } = database;

	function answer({ name, body, token }: Call): unknown {
		if (name === "session") return sessions.open(body);
		const visitor = sessions.visitorOf(token);
		if (!visitor) throw new Refusal(401, "session_expired");
		const run = database.functions[name as keyof typeof database.functions];
		return (run as (visitor: PublicVisitor, args: unknown) => unknown)(visitor, body);
	}

	function proceed(call: Call): Response {
		try {
			return Response.json(answer(call) ?? null);
		} catch (thrown) {
			if (thrown instanceof Refusal) return refusal(call.name, thrown);
			throw thrown;
		}
	}

	const fetch: typeof globalThis.fetch = async (input, init = {}) => {
		const call = await readCall(String(input), init);
		calls.push(call);
		const answered = Promise.resolve().then(() => between(call, () => proceed(call)));
		return Promise.race([answered, aborted(init.signal)]);
	};

	return {
		...sessions,
		fetch,
		calls,
		database,
		realtime,
		callsOf: (name: string) => calls.filter((call) => call.name === name),
		/** Lets Realtime, whose clock may be ahead, take a token for expired. */
		distrust: (token: string) => distrusted.add(token),
		/** Puts something between the client and the server. */
		between(next: Between) {
			between = next;
		},
		/** Takes it away again. */
		clear() {
			between = (_call, next) => next();
		},
		block(visitorId: string) {
			const visitor = visitors.get(visitorId);
			if (visitor) visitors.set(visitorId, { ...visitor, isBlocked: true });
			const payload = { reason: "visitor_blocked", subjectId: visitorId };
			realtime.broadcast(`visitor:${visitorId}`, "access_ended", payload);
		},
	};
}

/** A failure as it comes from the network: no answer. */
export function noNetwork(): never {
	throw new TypeError("fetch failed");
}

async function readCall(url: string, { body, headers }: RequestInit): Promise<Call> {
	return {
		name: url.includes("/functions/") ? "session" : (url.split("/rpc/")[1] ?? ""),
		body: JSON.parse(String(body)),
		token: new Headers(headers).get("authorization")?.replace("Bearer ", "") ?? null,
	};
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
	return new Promise((_resolve, reject) =>
		signal?.addEventListener("abort", () => reject(signal.reason)),
	);
}

function refusal(name: string, { status, message }: Refusal): Response {
	const sentence = `Sentence of ${message}.`;
	const edge = { code: message, message: sentence };
	const database = { code: `PT${status}`, message, details: sentence, hint: null };
	return Response.json(name === "session" ? edge : database, { status });
}

function refusalToJoin(
	topic: string,
	visitor: PublicVisitor | null,
	conversationsOf: (visitorId: string) => string[],
): string | null {
	if (!visitor) return "InvalidJWTToken: Token has expired 1 seconds ago";
	const [kind, id = ""] = topic.split(":");
	const isConversation = kind === "conversation" && conversationsOf(visitor.id).includes(id);
	const isOwn = isConversation || id === visitor.id || id === visitor.contact?.id;
	if (isOwn && !visitor.isBlocked) return null;
	return `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`;
}
