/** What Supabase Auth says by code, in sentences that say what to do. */
const SENTENCES: Readonly<Record<string, string>> = {
	invalid_credentials:
		"This email and password don't belong together. Check both, or ask for a link.",
	email_not_confirmed: "Confirm your email first: open the link we sent you.",
	user_already_exists: "There is already an account with this email. Sign in instead.",
	email_exists: "There is already an account with this email. Sign in instead.",
	user_not_found: "There is no account with this email. Create one first.",
	weak_password: "This password is too easy to guess. Use at least 8 characters.",
	same_password: "That is your current password. Choose another one.",
	signup_disabled: "New accounts are switched off here. Ask your team for an invitation.",
	otp_disabled: "There is no account with this email. Create one first.",
	otp_expired: "This link has expired or was used already. Ask for a new one.",
	email_address_invalid: "This doesn't look like an email address. Check it.",
	validation_failed: "Something in the form is not right. Check the email address.",
	over_email_send_rate_limit: "Too many mails were asked for. Wait a minute, then try again.",
	over_request_rate_limit: "Too many tries. Wait a minute, then try again.",
	user_banned: "This account is blocked. Ask your team's owner.",
	session_not_found: "Your session has ended. Sign in again.",
	flow_state_expired: "This link has expired. Ask for a new one.",
	// The verifier lives in the browser that asked; another one can't finish.
	flow_state_not_found:
		"Open the link in the browser where you asked for it, or ask for a new one.",
	bad_code_verifier: "Open the link in the browser where you asked for it, or ask for a new one.",
	pkce_code_verifier_not_found:
		"Open the link in the browser where you asked for it, or ask for a new one.",
	access_denied: "The link was not accepted. Ask for a new one.",
	link_incomplete: "This link is incomplete. Copy the whole of it, or ask for a new one.",
};

const UNREACHABLE = "The service can't be reached. Check your connection and try again.";
const UNKNOWN = "That didn't work. Try again in a moment.";

type AuthFailure = { code?: string | undefined; status?: number | undefined; name?: string };

/** The sentence for a failure of Supabase Auth. */
export function authSentence({ code, status, name }: AuthFailure): string {
	const known = code === undefined ? undefined : SENTENCES[code];
	if (known !== undefined) return known;
	const isUnreachable = name === "AuthRetryableFetchError" || status === 0;
	return isUnreachable ? UNREACHABLE : UNKNOWN;
}

/** The sentence for a code that came in a URL; null when there is none. */
export function authSentenceOfCode(code: string | undefined): string | null {
	return code === undefined ? null : authSentence({ code });
}
