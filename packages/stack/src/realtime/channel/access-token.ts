import type { Permissions } from "../authorization/probe.ts";
import { readPermissions } from "../authorization/read-permissions.ts";
import { DatabaseError } from "../database/database-error.ts";
import { JoinError } from "../join-error.ts";
import { TokenError } from "../tokens/token-error.ts";
import type { Token } from "../tokens/verifier.ts";
import { askerOf, type Channel, nextCheck, shutDown } from "./channel.ts";
import { fields, isApiKey } from "./join-config.ts";

/** Takes a new token: what the old one permitted is forgotten and asked anew. Never answered when it is good. */
export async function takeToken(channel: Channel, payload: unknown): Promise<void> {
	const { project, config, subtopic } = channel;
	const raw = fields(payload).access_token;
	if (typeof raw !== "string" || isApiKey(raw) || raw === channel.token.raw) return;
	try {
		const token = await project.verify(raw);
		const asker = { ...askerOf(channel), claims: token.claims };
		const withPresence = config.isPresenceEnabled || channel.presence.isEnabled;
		const read = config.isPrivate ? await readPermissions(project, asker, { withPresence }) : {};
		if (isLess(channel.read, read)) {
			return shutDown(
				channel,
				`You no longer have permission to read from this Channel topic: ${subtopic}`,
			);
		}
		renew(channel, token);
		channel.read = read;
		channel.write = undefined;
	} catch (error) {
		shutDown(channel, messageOf(error));
	}
}

/** Looks at the token again, when its time has come: its signature and its expiry, not the policies. */
export async function checkToken(channel: Channel): Promise<void> {
	try {
		renew(channel, await channel.project.verify(channel.token.raw));
	} catch (error) {
		shutDown(channel, messageOf(error));
	}
}

function renew(channel: Channel, token: Token): void {
	channel.token = token;
	channel.checkAt = nextCheck(channel.project, token);
}

function isLess(before: Permissions, after: Permissions): boolean {
	return (["broadcast", "presence"] as const).some(
		(extension) => before[extension] === true && after[extension] === false,
	);
}

function messageOf(error: unknown): string {
	if (error instanceof JoinError) return error.message;
	if (error instanceof TokenError) {
		// The platform prints this one as its own atom.
		return error.kind === "signature" ? ":signature_error" : error.message;
	}
	if (error instanceof DatabaseError && error.kind === "canceled") {
		return "Query was cancelled, please try again";
	}
	return "Realtime was unable to connect to the project database";
}
