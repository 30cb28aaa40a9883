import { z } from "zod";
import { id, moment, sequence, visitorMetadata } from "./common.ts";
import { publicVisitor } from "./people.ts";
import { publicWebsite } from "./website.ts";

/** Facts a browser tells of itself; every one is optional and none grants anything. */
export const device = z.object({
	language: z.string().max(35).optional(),
	timezone: z.string().max(64).optional(),
	screen: z.string().max(32).optional(),
	referrer: z.string().max(2_000).optional(),
	page: z.object({ url: z.string().max(2_000), title: z.string().max(300).nullable() }).optional(),
});
export type Device = z.infer<typeof device>;

/** Who the site says the visitor is. Without a token it labels; with one it is verified. */
export const identifyParams = z
	.object({
		externalId: z.string().min(1).max(255).optional(),
		email: z.email().max(320).optional(),
		name: z.string().max(200).nullable().optional(),
		image: z.string().max(2_000).nullable().optional(),
		metadata: visitorMetadata.nullable().optional(),
	})
	.refine((identity) => identity.externalId !== undefined || identity.email !== undefined, {
		message: "Give externalId or email.",
	});
export type IdentifyParams = z.infer<typeof identifyParams>;

/** Claims of an identity token: HS256, signed by the site's backend with the website's identity secret named by `kid`. */
export const identityClaims = z.object({
	sub: z.string().min(1).max(255),
	/** The website's public key; some libraries write a single audience as a list. */
	aud: z.union([z.string(), z.array(z.string())]),
	exp: z.int(),
	iat: z.int().optional(),
	email: z.email().max(320).optional(),
	name: z.string().max(200).nullable().optional(),
	image: z.string().max(2_000).nullable().optional(),
	metadata: visitorMetadata.nullable().optional(),
});
export type IdentityClaims = z.infer<typeof identityClaims>;

/** Body of POST `/functions/v1/visitor-session`. */
export const visitorSessionRequest = z.object({
	publicKey: z.string().min(1).max(100),
	/** A returning visitor; absent for a new one. */
	visitor: z.object({ id, refreshSecret: z.string().min(1).max(200) }).optional(),
	identity: z.union([z.object({ token: z.string().min(1).max(8_000) }), identifyParams]).optional(),
	device: device.default({}),
});
export type VisitorSessionRequest = z.input<typeof visitorSessionRequest>;

/** Answer of `visitor-session`. */
export const visitorSession = z.object({
	/** Bearer token for the API and for Realtime. */
	token: z.string(),
	expiresAt: moment,
	/** Proves on the next call that this browser is this visitor; replaces the one sent. */
	refreshSecret: z.string(),
	/** The project's publishable key, sent as `apikey` beside the token. */
	publishableKey: z.string(),
	website: publicWebsite,
	visitor: publicVisitor,
	hasConversations: z.boolean(),
	unreadCount: sequence,
});
export type VisitorSession = z.infer<typeof visitorSession>;

/** Claims of the token that `visitor-session` mints. */
export type VisitorClaims = {
	role: "anon";
	sub: string;
	website_id: string;
	organization_id: string;
	/** Only when the identity is verified: it opens the contact's history. */
	contact_id?: string;
	/** A blocked visitor's token may do nothing. */
	is_blocked?: true;
	/** The hash of the address that opened the session, which uploads are counted by. */
	ip_hash: string;
	exp: number;
	iat: number;
};
