import type { PublicVisitor, PublicWebsite, VisitorSession } from "@cossistant/protocol";
import type { JsonStorage } from "./storage.ts";

/** What this browser remembers of its visitor: enough to show the widget and to talk without asking again. */
export type SessionRecord = {
	token: string;
	publishableKey: string;
	refreshSecret: string;
	/** By this machine's clock, which need not be right: only the token's lifetime is the server's word. */
	obtainedAt: number;
	expiresAt: number;
	website: PublicWebsite;
	visitor: PublicVisitor;
	hasConversations: boolean;
	unreadCount: number;
	/** The identity last given, so that giving it again costs nothing. */
	identity: { externalId: string | null; facts: string } | null;
};

export type TokenStore = {
	key: string;
	read(): SessionRecord | null;
	write(record: SessionRecord | null): void;
};

/** Keeps the session under one key per project and website. */
export function createTokenStore(storage: JsonStorage, prefix: string): TokenStore {
	const key = `${prefix}:session`;
	return {
		key,
		read: () => storage.read<SessionRecord>(key),
		write: (record) => storage.write(key, record),
	};
}

/** The record of an answer that came `now`. */
export function recordOf(
	answer: VisitorSession,
	{ now, identity }: { now: number; identity: SessionRecord["identity"] },
): SessionRecord {
	const { expiresAt, ...rest } = answer;
	return {
		...rest,
		obtainedAt: now,
		expiresAt: now + (lifetimeOf(answer.token) ?? Date.parse(expiresAt) - now),
		identity,
	};
}

/** The claims inside a JWT, unverified: good for clocks and comparisons, never for trust. */
export function claimsOf(token: string): Record<string, unknown> | null {
	try {
		const base64 = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
		const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
		return JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		return null;
	}
}

function lifetimeOf(token: string): number | null {
	const { exp, iat } = claimsOf(token) ?? {};
	return typeof exp === "number" && typeof iat === "number" ? (exp - iat) * 1_000 : null;
}
