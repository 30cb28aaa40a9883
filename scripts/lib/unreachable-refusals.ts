/**
 * Refusals that a function's helpers know and the function can't come to: what reads the text of the chapters sees
 * every branch, also those that its callers never take.
 */
const UNREACHABLE: { functions: string[]; code: string; because: string }[] = [
	{
		functions: [
			"add_tag",
			"create_api_key",
			"create_identity_secret",
			"create_tag",
			"delete_tag",
			"list_identity_secrets",
			"remove_tag",
			"revoke_identity_secret",
			"rotate_public_key",
			"start_conversation",
			"update_tag",
			"update_website",
		],
		code: "organization_not_found",
		because: "who does not work there has been told that the website, or the tag, does not exist",
	},
	{
		functions: ["add_tag", "delete_tag", "remove_tag", "update_tag"],
		code: "website_not_found",
		because: "who sees the tag works at its website",
	},
	{
		functions: ["add_tag", "create_tag", "leave_organization", "remove_tag", "start_conversation"],
		code: "not_allowed",
		because: "every role may",
	},
	{
		functions: [
			"delete_message",
			"edit_message",
			"list_timeline",
			"mark_read",
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
];

/** Whether a function never answers with a code, though something it calls could. */
export function isUnreachable(functionName: string, code: string): boolean {
	return UNREACHABLE.some((one) => one.code === code && one.functions.includes(functionName));
}
