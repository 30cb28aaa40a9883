import { type Permissions, probeRead } from "../authorization/probe.ts";
import { DatabaseError } from "../database/database-error.ts";
import { reachDatabase } from "../database/reach.ts";
import { type Replay, replayFor } from "../database/replay.ts";
import { JoinError } from "../join-error.ts";
import { createCallWindow } from "../limits/call-window.ts";
import { timeId } from "../presence/time-id.ts";
import type { Project } from "../project.ts";
import type { Connection } from "../socket/connection.ts";
import { TokenError } from "../tokens/token-error.ts";
import type { Token } from "../tokens/verifier.ts";
import { topicKey } from "../topics.ts";
import type { Message } from "../wire/message.ts";
import { type Channel, openChannel } from "./channel.ts";
import { type JoinConfig, joinConfigOf, joinTokenOf } from "./join-config.ts";

export type Joined = { channel: Channel; replay: Replay };

const TOPIC_PREFIX = "realtime:";

/** Whether a topic is of the only kind that can be joined. */
export function isJoinable(topic: string): boolean {
	return topic.startsWith(TOPIC_PREFIX);
}

/** Grants a join or throws the reason why not, checking in the platform's order. */
export async function join(
	project: Project,
	connection: Connection,
	message: Message,
): Promise<Joined> {
	const subtopic = message.topic.slice(TOPIC_PREFIX.length);
	if (subtopic === "") throw new JoinError("TopicNameRequired", "You must provide a topic name");
	const config = joinConfigOf(message.payload);
	checkLimits(project, connection, config);
	try {
		const token = await project.verify(joinTokenOf(message.payload) ?? connection.token.raw);
		await reachDatabase(project);
		const read = await readPermissions(project, { connection, config, subtopic, token });
		const replay = await replayFor(project, { config, subtopic, read });
		const channel = openChannel({
			project,
			connection,
			topic: message.topic,
			subtopic,
			key: topicKey(subtopic, config.isPrivate),
			joinRef: message.joinRef,
			config,
			token,
			read,
			replayed: new Set(replay.map((row) => row.id)),
			presence: presenceOf(project, config),
			slotDeadline: config.wantsReplicationReady
				? project.now() + project.delays.replicationReadyMs
				: undefined,
		});
		return { channel, replay };
	} catch (error) {
		throw joinError(error, project);
	}
}

function checkLimits(project: Project, connection: Connection, config: JoinConfig): void {
	const { limits, usage, users } = project;
	if (project.isStopping) {
		throw new JoinError("RealtimeRestarting", "Realtime is restarting, please standby");
	}
	if (limits.privateOnly && !config.isPrivate) {
		throw new JoinError("PrivateOnly", "This project only allows private channels");
	}
	if (!users.has(connection) && users.size >= limits.maxConcurrentUsers) {
		throw new JoinError("ConnectionRateLimitReached", "Too many connected users");
	}
	if (usage.tooManyJoins()) {
		throw new JoinError("ClientJoinRateLimitReached", "Too many joins per second");
	}
	usage.joins.add();
	if (connection.channels.size >= limits.maxChannelsPerClient) {
		throw new JoinError("ChannelRateLimitReached", "Too many channels");
	}
}

/** Asks the policies; public channels ask nobody. Reading broadcasts or presence is enough to join. */
export async function readPermissions(
	project: Project,
	asked: { connection: Connection; config: JoinConfig; subtopic: string; token: Token },
): Promise<Permissions> {
	const { connection, config, subtopic, token } = asked;
	if (!config.isPrivate) return {};
	const refusal = new JoinError(
		"Unauthorized",
		`You do not have permissions to read from this Channel topic: ${subtopic}`,
	);
	try {
		const read = await probeRead(
			project.sql,
			{ topic: subtopic, claims: token.claims, headers: connection.headers },
			config.isPresenceEnabled ? ["broadcast", "presence"] : ["broadcast"],
		);
		if (read.broadcast || read.presence) return read;
	} catch (error) {
		if (!(error instanceof DatabaseError) || error.kind !== "refused") throw error;
		project.log(`RlsPolicyError: ${error.message}`);
	}
	throw refusal;
}

function presenceOf({ limits }: Project, config: JoinConfig): Channel["presence"] {
	return {
		key: config.presenceKey === "" ? timeId() : config.presenceKey,
		isEnabled: config.isPresenceEnabled,
		calls: createCallWindow({
			calls: limits.presenceCallsPerWindow,
			windowMs: limits.presenceWindowMs,
		}),
	};
}

function joinError(error: unknown, project: Project): JoinError {
	if (error instanceof JoinError) return error;
	if (error instanceof TokenError) return new JoinError(TOKEN_CODES[error.kind], error.message);
	if (error instanceof DatabaseError) return databaseJoinError(error);
	project.log(`UnknownErrorOnChannel: ${error}`);
	return new JoinError(undefined, "Unknown Error on Channel");
}

const TOKEN_CODES: Record<TokenError["kind"], string> = {
	expired: "InvalidJWTToken",
	"missing-claims": "InvalidJWTToken",
	malformed: "MalformedJWT",
	signature: "JwtSignatureError",
	signer: "JwtSignerError",
};

function databaseJoinError({ kind, message }: DatabaseError): JoinError {
	if (kind === "canceled") return new JoinError("QueryCanceled", message);
	if (kind === "missing-partition") {
		return new JoinError(
			"MissingPartition",
			"Realtime was unable to find the expected messages partition",
		);
	}
	const code = kind === "unavailable" ? "UnableToConnectToProject" : undefined;
	return new JoinError(code, "Realtime was unable to connect to the project database");
}
