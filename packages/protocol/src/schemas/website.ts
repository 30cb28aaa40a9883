import { z } from "zod";
import { defaultMessage, id, moment } from "./common.ts";
import { aiAgent, humanAgent, publicVisitor } from "./people.ts";

/** What a page that carries the public key may know of the website. */
export const publicWebsite = z.object({
	id,
	name: z.string(),
	domain: z.string(),
	description: z.string().nullable(),
	logoUrl: z.string().nullable(),
	organizationId: id,
	status: z.enum(["active", "inactive"]),
	lastOnlineAt: moment.nullable(),
	availableHumanAgents: z.array(humanAgent),
	availableAIAgents: z.array(aiAgent),
	defaultMessages: z.array(defaultMessage),
	quickOptions: z.array(z.string()),
	/** Whether the team may see what a visitor types before it is sent. */
	isTypingPreviewEnabled: z.boolean(),
});
export type PublicWebsite = z.infer<typeof publicWebsite>;

export const publicWebsiteResponse = publicWebsite.extend({ visitor: publicVisitor });
export type PublicWebsiteResponse = z.infer<typeof publicWebsiteResponse>;

/** A website as its team sees it: answer of `create_website`. */
export const teamWebsite = publicWebsite
	.omit({ lastOnlineAt: true, availableHumanAgents: true, availableAIAgents: true })
	.extend({
		publicKey: z.string(),
		/** Opens sessions from localhost too; its visitors and conversations are marked as tests. */
		testPublicKey: z.string(),
		/** Origins whose pages may open sessions; empty allows any. */
		allowedOrigins: z.array(z.string()),
		identityVerification: z.enum(["optional", "required"]),
		/** For how many days resolved conversations are kept after their last activity; null for ever. */
		retentionDays: z.int().nullable(),
		/** In which its days begin: an IANA name. Reports count by it. */
		timezone: z.string(),
		createdAt: moment,
	});
export type TeamWebsite = z.infer<typeof teamWebsite>;

/** Answer of `create_organization`. */
export const createdOrganization = z.object({ id, name: z.string(), slug: z.string() });
export type CreatedOrganization = z.infer<typeof createdOrganization>;

/** Answer of `create_identity_secret`: the only time that the secret is told. */
export const createdIdentitySecret = z.object({
	kid: z.string(),
	/** `<kid>.<secret>`, the whole that `createIdentityToken` takes. */
	secret: z.string(),
});
export type CreatedIdentitySecret = z.infer<typeof createdIdentitySecret>;

export const apiScope = z.enum([
	"conversations:read",
	"conversations:write",
	"contacts:read",
	"contacts:write",
]);
/** What a secret key may do. */
export type ApiScope = z.infer<typeof apiScope>;

const apiKey = z.object({
	id,
	name: z.string(),
	/** The key's last characters. */
	hint: z.string(),
	scopes: z.array(apiScope),
	expiresAt: moment.nullable(),
});

/** Answer of `create_api_key`: the only time that the key is told. */
export const createdApiKey = apiKey.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof createdApiKey>;

/** What a secret key is good for: answer of `resolve_api_key`. */
export const resolvedApiKey = apiKey.extend({ websiteId: id, organizationId: id });
export type ResolvedApiKey = z.infer<typeof resolvedApiKey>;
