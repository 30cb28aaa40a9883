import { z } from "zod";
import { id } from "./common.ts";
import { conversationPriority } from "./conversation.ts";

/**
 * What a website does with a new conversation: conditions, which must all hold, and acts. A condition that is empty or
 * null always holds.
 */
export const routingRule = z.object({
	/** One of these stands in the visitor's first message, as whole words. */
	keywords: z.array(z.string().min(1).max(50)).max(50),
	/** The conversation carries this tag; with it, the rule also acts when the tag is given later. */
	tagId: id.nullable(),
	channel: z.enum(["widget", "email", "api"]).nullable(),
	/** `member` is the one of `memberIds`, there or not; both round robins choose among those online. */
	assignment: z.enum(["nobody", "member", "round_robin", "round_robin_of_all"]),
	memberIds: z.array(id).max(100),
	/** Who is asked to take part. */
	participantIds: z.array(id).max(20),
	addedTagIds: z.array(id).max(20),
	priority: conversationPriority.nullable(),
});
export type RoutingRule = z.infer<typeof routingRule>;

/** Answer of `get_routing` and `set_routing`: the first rule whose conditions hold acts. */
export const routing = z.object({ websiteId: id, rules: z.array(routingRule).max(50) });
export type Routing = z.infer<typeof routing>;
