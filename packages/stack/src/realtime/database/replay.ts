import type { Permissions } from "../authorization/probe.ts";
import { unauthorized } from "../authorization/read-permissions.ts";
import { fields, type JoinConfig } from "../channel/join-config.ts";
import { JoinError } from "../join-error.ts";
import type { Project } from "../project.ts";
import { databaseError } from "./database-error.ts";

/** Stored broadcasts, oldest first. */
export type Replay = ReplayedRow[];

export type ReplayedRow = {
	id: string;
	event: string;
	payload: unknown;
	binary: Buffer | null;
};

const MAX_ROWS = 25;

/** Fetches what a join asks to have replayed: the newest rows since a moment, on private channels alone. */
export async function replayFor(
	project: Project,
	asked: { config: JoinConfig; subtopic: string; read: Permissions },
): Promise<Replay> {
	const { config, subtopic, read } = asked;
	if (config.replay === undefined) return [];
	if (!config.isPrivate) throw unable("Replay is not allowed for public channels");
	if (read.broadcast !== true) {
		throw unauthorized(subtopic);
	}
	const { since, limit } = replayParams(config.replay);
	try {
		const rows = await project.sql<ReplayedRow[]>`
			select id, event, payload, binary_payload as binary
			from realtime.messages
			where topic = ${subtopic}
				and private is true
				and extension = 'broadcast'
				and inserted_at >= to_timestamp(${since / 1000}::float8) at time zone 'utc'
			order by inserted_at desc
			limit ${limit}
		`;
		return [...rows].reverse();
	} catch (error) {
		if (databaseError(error).kind === "unavailable") throw databaseError(error);
		throw unable("Realtime was unable to replay messages");
	}
}

function replayParams(replay: unknown): { since: number; limit: number } {
	const { since, limit } = fields(replay);
	const asked = { since: since ?? 0, limit: limit ?? MAX_ROWS };
	if (!Number.isInteger(asked.since) || !Number.isInteger(asked.limit)) {
		throw unable("Replay params are not valid");
	}
	return {
		since: asked.since as number,
		limit: Math.min(MAX_ROWS, Math.max(1, asked.limit as number)),
	};
}

function unable(message: string): JoinError {
	return new JoinError("UnableToReplayMessages", message);
}
