import type { IdentifyParams } from "@cossistant/protocol";
import { claimsOf, type SessionRecord } from "./token-store.ts";

export type Identity = IdentifyParams | { token: string };

/** What an identity says, without what differs each time it is signed: equal facts need no second call. */
export function factsOf(identity: Identity): NonNullable<SessionRecord["identity"]> {
	if (!("token" in identity)) {
		return { externalId: identity.externalId ?? null, facts: canonical(identity) };
	}
	const { exp: _exp, iat: _iat, nbf: _nbf, jti: _jti, ...facts } = claimsOf(identity.token) ?? {};
	return {
		externalId: typeof facts.sub === "string" ? facts.sub : null,
		facts: `signed ${canonical(facts)}`,
	};
}

/** JSON with sorted keys: equal values give equal text. */
export function canonical(flat: Record<string, unknown>): string {
	return JSON.stringify(flat, (_key, value) =>
		typeof value === "object" && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
			: value,
	);
}
