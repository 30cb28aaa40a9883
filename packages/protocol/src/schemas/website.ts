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
