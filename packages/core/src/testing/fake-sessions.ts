import type { PublicVisitor, PublicWebsite, VisitorSession } from "@cossistant/protocol";
import { uuidv7 } from "../uuid.ts";
import { Refusal } from "./fake-conversations.ts";
import type { FakeDatabase } from "./fake-database.ts";

/** The edge function visitor-session: visitors with their secrets, tokens that end. */
export function createFakeSessions({
	database,
	now,
	tokenLifetimeSeconds,
}: {
	database: FakeDatabase;
	now: () => number;
	tokenLifetimeSeconds: number;
}) {
	const { visitors, functions } = database;
	const secrets = new Map<string, Set<string>>();
	const revoked = new Set<string>();

	return {
		visitorOf(token: string | null): PublicVisitor | null {
			const claims = token && claimsOf(token);
			if (!claims || Number(claims.exp) * 1_000 <= now() || revoked.has(token)) return null;
			return visitors.get(String(claims.sub)) ?? null;
		},
		open(body: Record<string, unknown>): VisitorSession {
			const proof = body.visitor as { id: string; refreshSecret: string } | undefined;
			if (proof && !secrets.get(proof.id)?.has(proof.refreshSecret))
				throw new Refusal(401, "refresh_secret_invalid");
			const id = proof?.id ?? uuidv7(now());
			const visitor = identified(visitors.get(id) ?? newVisitor(id), body.identity);
			visitors.set(id, visitor);
			const refreshSecret = crypto.randomUUID();
			secrets.set(id, new Set([...(secrets.get(id) ?? []), refreshSecret]));
			const iat = Math.floor(now() / 1_000);
			const exp = iat + tokenLifetimeSeconds;
			const page = functions.list_conversations(visitor, { before: null, limit: 100 });
			return {
				token: fakeJwt({ sub: id, iat, exp, jti: refreshSecret }),
				expiresAt: new Date(exp * 1_000).toISOString(),
				refreshSecret,
				publishableKey: "sb_publishable_test",
				website,
				visitor,
				hasConversations: page.conversations.length > 0,
				unreadCount: page.unreadCount,
			};
		},
		/** Makes a token worthless before its time. */
		revoke: (token: string) => revoked.add(token),
		/** Forgets what proves a visitor. */
		forgetSecrets: () => secrets.clear(),
	};
}

export function fakeJwt(claims: Record<string, unknown>): string {
	const encode = (json: unknown) => btoa(JSON.stringify(json)).replace(/=/g, "");
	return `${encode({ alg: "HS256" })}.${encode(claims)}.signature`;
}

function claimsOf(token: string): Record<string, string> {
	return JSON.parse(atob(token.split(".")[1] ?? ""));
}

function identified(visitor: PublicVisitor, identity: unknown): PublicVisitor {
	if (!identity) return visitor;
	const given = identity as Record<string, string>;
	const claims = given.token ? claimsOf(given.token) : given;
	if (claims.sub === "forged") throw new Refusal(401, "identity_token_invalid");
	const { sub, externalId, name = null, email = null } = claims;
	const contact = {
		id: `contact of ${sub ?? externalId ?? email}`,
		name,
		email,
		image: null,
		metadataHash: "h",
		isVerified: given.token !== undefined,
	};
	return { ...visitor, contact };
}

function newVisitor(id: string): PublicVisitor {
	return { id, isBlocked: false, language: null, timezone: null, contact: null };
}

const website: PublicWebsite = {
	id: "00000000-0000-7000-8000-000000000001",
	name: "Acme",
	domain: "acme.test",
	description: null,
	logoUrl: null,
	organizationId: "00000000-0000-7000-8000-000000000002",
	status: "active",
	lastOnlineAt: null,
	availableHumanAgents: [],
	availableAIAgents: [],
	defaultMessages: [],
	quickOptions: [],
	isTypingPreviewEnabled: true,
};
