import * as schemas from "@cossistant/protocol/schemas";
import { z } from "zod";
import type { FunctionName } from "./functions.ts";

const website = z.object({
	id: schemas.id,
	organizationId: schemas.id,
	name: z.string(),
	domain: z.string(),
	publicKey: z.string(),
	allowedOrigins: z.array(z.string()),
});

const organization = z.object({ id: schemas.id, name: z.string(), slug: z.string() });

/** What each answer must look like; checked in development and tests, where a wrong shape should be loud. */
export const answerSchemas = {
	inbox: schemas.inboxPage,
	inbox_counts: schemas.inboxCounts,
	get_conversation: schemas.openedConversation,
	list_timeline: schemas.timelinePage,
	sync_conversation: schemas.teamConversationChanges,
	mark_read: schemas.read,
	send_message: schemas.teamAct,
	set_status: schemas.teamAct,
	block_visitor: schemas.visitorDetails,
	unblock_visitor: schemas.visitorDetails,
	create_organization: organization,
	accept_invitation: organization,
	create_website: website,
	create_identity_secret: z.object({ kid: z.string(), secret: z.string() }),
	touch_agent: z.unknown(),
} satisfies Record<FunctionName, z.ZodType>;
