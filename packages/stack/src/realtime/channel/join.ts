import { readPermissions } from "../authorization/read-permissions.ts";
import { reachDatabase } from "../database/reach.ts";
import { type Replay, replayFor } from "../database/replay.ts";
import { JoinError } from "../join-error.ts";
import { createCallWindow } from "../limits/call-window.ts";
import { timeId } from "../presence/time-id.ts";
import type { Project } from "../project.ts";
import type { Connection } from "../socket/connection.ts";
import { topicKey } from "../topics.ts";
import type { Message } from "../wire/message.ts";
import { type Channel, openChannel } from "./channel.ts";
import { type JoinConfig, joinConfigOf, joinTokenOf } from "./join-config.ts";
import { joinRefusal } from "./join-refusal.ts";

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
		const asker = { topic: subtopic, claims: token.claims, headers: connection.headers };
		const withPresence = config.isPresenceEnabled;
		const read = config.isPrivate ? await readPermissions(project, asker, { withPresence }) : {};
		const replay = await replayFor(project, { config, subtopic, read });
		// From here on nothing waits: a socket that has gone must not leave a listener behind.
		if (!connection.isOpen()) throw new JoinError(undefined, "The socket has gone");
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
		const refusal = joinRefusal(error);
		if (refusal.code === undefined) project.log(`UnknownErrorOnChannel: ${error}`);
		throw refusal;
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
