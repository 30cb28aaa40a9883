/**
 * Every code the system answers with, its HTTP status, and the sentence shown when the answer brings none.
 * SQL raises them as `PTnnn` with the code as message; edge functions answer `{ code, message, hint }`.
 */
export const ERRORS = {
	invalid_request: [400, "The request is not understood. Check its fields."],
	address_not_found: [404, "There is nothing at this address."],
	method_not_allowed: [405, "This address takes POST requests only."],
	request_too_large: [413, "The request is too large. Send less at once."],
	public_key_invalid: [401, "This public key is not known. Copy it again from the dashboard."],
	api_key_invalid: [
		401,
		"This API key is not known. Copy it again, or create a new one in the dashboard.",
	],
	session_expired: [401, "This session has ended. Start a new one."],
	refresh_secret_invalid: [
		401,
		"This browser can't prove which visitor it is. A new visitor is started.",
	],
	identity_token_invalid: [
		401,
		"The identity token is not valid. Sign it with the website's identity secret.",
	],
	identity_token_expired: [401, "The identity token has expired. Sign a fresh one."],
	identity_token_required: [403, "This website accepts only identities signed by its backend."],
	origin_not_allowed: [403, "This origin is not allowed. Add it to the website's allowed origins."],
	website_inactive: [403, "Support is switched off for this website."],
	visitor_blocked: [403, "You can't write to this team."],
	scope_missing: [403, "This API key is not good for that. Use a key with this scope."],
	ai_agent_inactive: [403, "This AI agent is switched off."],
	not_allowed: [403, "You are not allowed to do this."],
	not_signed_in: [401, "Sign in first."],
	organization_not_found: [404, "There is no such organization, or you are not a member of it."],
	website_not_found: [404, "There is no such website, or you may not see it."],
	conversation_not_found: [404, "There is no such conversation, or you may not see it."],
	visitor_not_found: [404, "There is no such visitor, or you may not see it."],
	contact_not_found: [404, "Identify the visitor first."],
	ai_agent_not_found: [404, "There is no such AI agent, or you may not see it."],
	company_not_found: [404, "There is no such company, or you may not see it."],
	invitation_not_found: [404, "There is no such invitation, or it has ended. Ask for a new one."],
	member_not_found: [404, "There is no such member."],
	api_key_not_found: [404, "There is no such API key, or you may not see it."],
	tag_not_found: [404, "There is no such tag, or you may not see it."],
	saved_view_not_found: [404, "There is no such view, or you may not see it."],
	item_not_found: [404, "There is no such message, or you may not see it."],
	attachment_not_found: [404, "There is no such file, or you may not see it."],
	attachment_not_uploaded: [409, "This file has not been uploaded. Upload it first."],
	id_taken: [409, "This id is already in use. Choose a new one."],
	slug_taken: [409, "This name is already taken. Choose another."],
	name_taken: [409, "There is one of this name already. Choose another."],
	limit_reached: [409, "There are as many of these as there may be. Delete one first."],
	contact_exists: [
		409,
		"There is a contact of this external id or email already. Change that one instead.",
	],
	contact_not_editable: [
		409,
		"What the site's backend or a browser says of a contact is not the team's to change.",
	],
	merge_not_allowed: [
		409,
		"A contact can't be merged into one that is vouched for less. Merge them the other way round.",
	],
	visitor_identified: [409, "This visitor is known as a contact. Erase the contact instead."],
	already_member: [409, "This person is a member already. Change their role instead."],
	bulk_refused: [409, "Some of these conversations refuse the act, so none was changed."],
	organization_not_empty: [
		409,
		"This organization still has websites. Delete them first; large ones take a while to go.",
	],
	last_owner: [409, "An organization needs an owner. Make somebody else owner first."],
	file_too_large: [413, "This file is too large. Choose a smaller one."],
	file_type_not_allowed: [415, "Send an image, a PDF, a ZIP or plain text."],
	file_refused: [422, "The content of this file is not what it was said to be."],
	too_many_files: [422, "Too many files wait to be sent. Send those first."],
	message_empty: [422, "Write something first."],
	message_too_long: [422, "A message may have at most 10,000 characters. Split it into several."],
	parts_invalid: [422, "The parts of this message are not valid."],
	mentions_invalid: [422, "Only notes mention colleagues: a visitor would read it."],
	routing_invalid: [422, "These rules are not valid. Check the fields of each rule."],
	metadata_invalid: [422, "Metadata takes flat values only: text, numbers, true, false or null."],
	name_invalid: [422, "Give a name of 1 to 100 characters."],
	email_invalid: [422, "Give an email address such as ada@example.com."],
	domain_invalid: [422, "Give a domain such as example.com."],
	origin_invalid: [422, "Give an origin such as https://example.com."],
	rate_limited: [429, "Too many requests. Try again later."],
	unavailable: [503, "The service can't be reached. Your message is kept and sent later."],
	internal: [500, "Something went wrong on our side. Try again."],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type ErrorCode = keyof typeof ERRORS;

/** The body of every error an edge function answers. `retryAfterSeconds` comes with `rate_limited`. */
export type ErrorBody = {
	code: ErrorCode;
	message: string;
	hint?: string;
	retryAfterSeconds?: number;
};

/** Longest text of one message, in characters. */
export const MESSAGE_MAX_LENGTH = 10_000;
