import { DatabaseError } from "../database/database-error.ts";
import { JoinError } from "../join-error.ts";
import type { Project } from "../project.ts";
import { type Asker, type Permissions, probeRead } from "./probe.ts";

/** Asks the policies of a private channel. Reading broadcasts or presence is enough to be on it. */
export async function readPermissions(
	{ sql, log }: Project,
	asker: Asker,
	{ withPresence }: { withPresence: boolean },
): Promise<Permissions> {
	try {
		const read = await probeRead(
			sql,
			asker,
			withPresence ? ["broadcast", "presence"] : ["broadcast"],
		);
		if (read.broadcast || read.presence) return read;
	} catch (error) {
		if (!(error instanceof DatabaseError) || error.kind !== "refused") throw error;
		log(`RlsPolicyError: ${error.message}`);
	}
	throw unauthorized(asker.topic);
}

export function unauthorized(topic: string): JoinError {
	return new JoinError(
		"Unauthorized",
		`You do not have permissions to read from this Channel topic: ${topic}`,
	);
}
