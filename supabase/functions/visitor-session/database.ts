import type { IdentifyParams, PublicVisitor, PublicWebsite } from "@cossistant/protocol";
import type { Rpc } from "../_shared/rest-rpc.ts";
import type { DeviceFacts } from "./device-facts.ts";

/** Who the visitor is said to be, and whether the site's backend vouched for it. */
export type Identity = IdentifyParams & { isVerified: boolean };

/** What the database needs to know to open a session. */
export type SessionRequest = {
	publicKey: string;
	/** Null when the caller is not a page. */
	origin: string | null;
	ipHash: string;
	visitor: { id: string; refreshSecretHash: string } | null;
	newRefreshSecretHash: string;
	identity: Identity | null;
	device: DeviceFacts;
};

/** What the database answers. */
export type OpenedSession = {
	website: PublicWebsite;
	visitor: PublicVisitor;
	organizationId: string;
	verifiedContactId: string | null;
	hasConversations: boolean;
	unreadCount: number;
};

/** A secret that the site's backend signs identity tokens with. */
export type IdentitySecret = { kid: string; secret: string };

/** The two questions that this function asks. */
export type Database = {
	openVisitorSession(request: SessionRequest): Promise<OpenedSession>;
	identitySecrets(publicKey: string): Promise<IdentitySecret[]>;
};

/** Asks them over the REST API. */
export function createDatabase(rpc: Rpc): Database {
	return {
		openVisitorSession: async (request) =>
			(await rpc("open_visitor_session", { request })) as OpenedSession,
		identitySecrets: async (publicKey) =>
			(await rpc("identity_secrets", { public_key: publicKey })) as IdentitySecret[],
	};
}
