/** Something the person at the keyboard can put right: what happened, and the way out. */
export class Problem extends Error {
	/**
	 * @param {string} cause
	 * @param {string} wayOut
	 * @param {string} [details] the tail of a tool's own words
	 */
	constructor(cause, wayOut, details = "") {
		super(cause);
		this.name = "Problem";
		this.wayOut = wayOut;
		this.details = details;
	}
}

const NO_NETWORK =
	/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|network request|dns error|error sending request|Temporary failure resolving/i;
const NO_ROOM = /ENOSPC|No space left on device/i;
const STALE_LOCKFILE =
	/ERR_PNPM_OUTDATED_LOCKFILE|lockfile.{0,40}(not up to date|out of date|outdated)/i;

/**
 * Turns the output of a failed tool into a problem with a way out.
 * @param {string} what the step that failed, as "installing the packages"
 * @param {string} output
 */
export function problemFromOutput(what, output) {
	const details = tail(output, 15);
	if (NO_NETWORK.test(output)) {
		return new Problem(
			`No network: nothing answered while ${what}.`,
			"Check the connection and the proxy settings, then run the same command again. What was already downloaded is kept.",
			details,
		);
	}
	if (NO_ROOM.test(output)) {
		return new Problem(
			`The disk is full: ${what} needs about 3 GB.`,
			"Free some space, then run the same command again.",
			details,
		);
	}
	if (STALE_LOCKFILE.test(output)) {
		return new Problem(
			"pnpm-lock.yaml does not fit the package.json files.",
			"Run `npm run tool -- pnpm install` and commit the lockfile with your change.",
			details,
		);
	}
	return new Problem(`Failed while ${what}.`, "The tool's own words are above.", details);
}

/**
 * The last lines of a text.
 * @param {string} text
 * @param {number} count
 */
export function tail(text, count) {
	return text.trimEnd().split("\n").slice(-count).join("\n");
}
