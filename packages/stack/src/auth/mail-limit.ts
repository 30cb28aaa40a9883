import { AuthError } from "./auth-error.ts";

const HOUR_MS = 3_600_000;

/** Counts the mails of the last hour. */
export type MailLimit = {
	/** Counts one more, or throws as Auth does when there were too many. */
	take(): void;
};

/** Allows so many mails in any hour. */
export function createMailLimit(mailsPerHour: number, now: () => number = Date.now): MailLimit {
	let sent: number[] = [];
	return {
		take() {
			sent = sent.filter((at) => at > now() - HOUR_MS);
			if (sent.length >= mailsPerHour) {
				throw new AuthError(429, "over_email_send_rate_limit", "email rate limit exceeded");
			}
			if (Number.isFinite(mailsPerHour)) sent.push(now());
		},
	};
}
