/**
 * Refusals that a function's helpers know and the function can't come to: what reads the text of the chapters sees
 * every branch, also those that its callers never take.
 */
const UNREACHABLE: { functions: string[]; code: string; because: string }[] = [
	{
		functions: [
			"add_tag",
			"create_ai_agent",
			"create_api_key",
			"create_company",
			"create_contact",
			"create_identity_secret",
			"create_saved_view",
			"create_tag",
			"delete_company",
			"delete_saved_view",
			"delete_tag",
			"delete_website",
			"erase_contact",
			"erase_visitor",
			"export_contact",
			"get_routing",
			"list_ai_agents",
			"list_companies",
			"list_contacts",
			"list_identity_secrets",
			"list_saved_views",
			"list_visitors",
			"remove_tag",
			"reorder_saved_views",
			"revoke_identity_secret",
			"rotate_public_key",
			"set_routing",
			"start_conversation",
			"update_ai_agent",
			"update_saved_view",
			"update_tag",
			"update_website",
		],
		code: "organization_not_found",
		because:
			"who does not work there has been told that the website, or what they named of it, does not exist",
	},
	{
		functions: [
			"add_tag",
			"delete_company",
			"delete_saved_view",
			"delete_tag",
			"erase_contact",
			"erase_visitor",
			"export_contact",
			"remove_tag",
			"update_ai_agent",
			"update_saved_view",
			"update_tag",
		],
		code: "website_not_found",
		because: "who sees what they name works at its website",
	},
	{
		functions: [
			"add_tag",
			"create_company",
			"create_contact",
			"create_saved_view",
			"create_tag",
			"get_routing",
			"leave_organization",
			"list_ai_agents",
			"list_companies",
			"list_contacts",
			"list_members",
			"list_saved_views",
			"list_visitors",
			"remove_tag",
			"start_conversation",
		],
		code: "not_allowed",
		because: "every role may",
	},
	{
		functions: [
			"delete_message",
			"edit_message",
			"list_timeline",
			"mark_read",
			"prepare_upload",
			"sync_conversation",
		],
		code: "not_signed_in",
		because: "who is not signed in is asked for a visitor's session",
	},
	{
		functions: ["leave_organization"],
		code: "member_not_found",
		because: "who is no member has been told that the organization does not exist",
	},
	{
		functions: ["start_conversation"],
		code: "conversation_not_found",
		because: "it has just made it, or found that it may",
	},
	{
		functions: ["start_conversation"],
		code: "parts_invalid",
		because: "its message has no files",
	},
	{
		functions: ["start_conversation"],
		code: "mentions_invalid",
		because: "its message mentions nobody",
	},
	{
		functions: ["start_conversation"],
		code: "member_not_found",
		because: "it is given to the agent who starts it",
	},
	{
		functions: ["change_conversation", "create_conversation"],
		code: "tag_not_found",
		because: "the tags that they name are held, and passed over where there are none",
	},
	{
		functions: ["resolve_api_key"],
		code: "scope_missing",
		because: "it asks for no scope",
	},
	{
		functions: ["bulk_act"],
		code: "rate_limited",
		because: "only what visitors read is counted",
	},
	...[
		"conversation_not_found",
		"member_not_found",
		"not_allowed",
		"organization_not_found",
		"session_expired",
		"tag_not_found",
		"visitor_blocked",
		"website_not_found",
	].map((code) => ({
		functions: ["bulk_act"],
		code,
		because: "what one conversation refuses is told in the detail of `bulk_refused`",
	})),
];

/** Whether a function never answers with a code, though something it calls could. */
export function isUnreachable(functionName: string, code: string): boolean {
	return UNREACHABLE.some((one) => one.code === code && one.functions.includes(functionName));
}
