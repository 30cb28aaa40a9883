import { vi } from "vitest";
import type { Database, OpenedSession } from "./database.ts";
import type { Deps } from "./deps.ts";
import { readSigningKey } from "./signing-key.ts";

/** When everything in these tests happens. */
export const NOW = new Date("2026-11-21T12:00:00Z");

export const PUBLIC_KEY = "pk_demo_acme_7Q2mVx";

export const SYMMETRIC_KEY = {
	kty: "oct",
	alg: "HS256",
	k: "dGhlLWxvY2FsLXNpZ25pbmcta2V5LW9mLXRoZXNlLXRlc3RzLTAwMDE",
};

export const vera: OpenedSession = {
	website: {
		id: "0199a000-0000-7000-8000-000000000001",
		name: "Acme",
		domain: "localhost",
		description: null,
		logoUrl: null,
		organizationId: "0199a000-0000-7000-8000-000000000002",
		status: "active",
		lastOnlineAt: null,
		availableHumanAgents: [],
		availableAIAgents: [],
		defaultMessages: [],
		quickOptions: [],
		isTypingPreviewEnabled: true,
	},
	visitor: {
		id: "0199a000-0000-7000-8000-000000000003",
		isBlocked: false,
		language: "en-GB",
		timezone: "Europe/London",
		contact: null,
	},
	organizationId: "0199a000-0000-7000-8000-000000000002",
	verifiedContactId: null,
	hasConversations: false,
	unreadCount: 0,
};

/** The function's world, with a database that answers what it is told and remembers what it was asked. */
export async function world({
	opened = vera,
	database = {},
	key = SYMMETRIC_KEY,
	...rest
}: { opened?: OpenedSession; database?: Partial<Database>; key?: object } & Partial<
	Omit<Deps, "database" | "signingKey">
> = {}) {
	const openVisitorSession = vi.fn(database.openVisitorSession ?? (async () => opened));
	const identitySecrets = vi.fn(database.identitySecrets ?? (async () => []));
	const report = vi.fn();
	const deps: Deps = {
		database: { openVisitorSession, identitySecrets },
		signingKey: await readSigningKey(JSON.stringify(key)),
		publishableKey: "sb_publishable_test",
		isHosted: false,
		now: () => NOW,
		randomBytes: (length) => new Uint8Array(length).fill(7),
		report,
		...rest,
	};
	return { deps, openVisitorSession, identitySecrets, report };
}

/** A page's request. */
export function pageRequest(
	body: unknown = { publicKey: PUBLIC_KEY },
	{ method = "POST", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Request {
	return new Request("http://127.0.0.1:54321/functions/v1/visitor-session", {
		method,
		headers: { origin: "http://localhost:3001", "x-forwarded-for": "203.0.113.7", ...headers },
		...(method === "POST" && { body: typeof body === "string" ? body : JSON.stringify(body) }),
	});
}
