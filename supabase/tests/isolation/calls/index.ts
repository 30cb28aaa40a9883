import type { MakeArguments } from "../cast.ts";
import { attachmentCalls } from "./attachments.ts";
import { backendCalls } from "./backend.ts";
import { contactCalls } from "./contacts.ts";
import { conversationCalls } from "./conversations.ts";
import { organizationCalls } from "./organizations.ts";
import { serviceCalls } from "./service.ts";
import { viewCalls } from "./views.ts";
import { visitorCalls } from "./visitors.ts";
import { websiteCalls } from "./websites.ts";

/** How each public function is called. */
export const calls: Record<string, MakeArguments> = {
	...attachmentCalls,
	...backendCalls,
	...contactCalls,
	...conversationCalls,
	...organizationCalls,
	...serviceCalls,
	...viewCalls,
	...visitorCalls,
	...websiteCalls,
};
