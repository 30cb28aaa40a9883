import type { VisitorSession } from "@cossistant/protocol";
import type { visitorSessionRequest } from "@cossistant/protocol/schemas";
import { base64url } from "jose";
import type { z } from "zod";
import { hmacSha256, sha256 } from "../_shared/digest.ts";
import { clientAddress } from "./client-address.ts";
import type { Deps } from "./deps.ts";
import { deviceFacts } from "./device-facts.ts";
import { readIdentity } from "./identity.ts";
import { mintVisitorToken } from "./visitor-token.ts";

type Body = z.output<typeof visitorSessionRequest>;

/** 256 bits: a refresh secret can't be guessed, so its hash needs no salt and no slowness. */
const SECRET_BYTES = 32;

/** Opens a session: the database decides about key, origin, limits, visitor and contact; this signs what it says. */
export async function openSession(
	{ publicKey, visitor, identity, device }: Body,
	{ headers, deps }: { headers: Headers; deps: Deps },
): Promise<VisitorSession> {
	const { database, signingKey, publishableKey, isHosted } = deps;
	const now = deps.now();
	const { identitySecrets } = database;
	const refreshSecret = base64url.encode(deps.randomBytes(SECRET_BYTES));
	const ipHash = await hmacSha256(signingKey.addressSalt, clientAddress(headers, { isHosted }));
	const opened = await database.openVisitorSession({
		publicKey,
		origin: headers.get("origin"),
		ipHash,
		visitor: visitor
			? { id: visitor.id, refreshSecretHash: await sha256(visitor.refreshSecret) }
			: null,
		newRefreshSecretHash: await sha256(refreshSecret),
		identity: await readIdentity(identity, { publicKey, now, identitySecrets }),
		device: await deviceFacts(device, { userAgent: headers.get("user-agent"), publicKey }),
	});
	return {
		...(await mintVisitorToken(opened, { signingKey, now, ipHash })),
		refreshSecret,
		publishableKey,
		website: opened.website,
		visitor: opened.visitor,
		hasConversations: opened.hasConversations,
		unreadCount: opened.unreadCount,
	};
}
