/** What a client asks for when it joins, with the platform's defaults for what it leaves out or gets wrong. */
export type JoinConfig = {
	isPrivate: boolean;
	ack: boolean;
	self: boolean;
	presenceKey: string;
	isPresenceEnabled: boolean;
	postgresChanges: Record<string, unknown>[];
	/** As it came; undefined when not asked for. */
	replay: unknown;
	wantsReplicationReady: boolean;
};

type Fields = Record<string, unknown>;

export function joinConfigOf(payload: unknown): JoinConfig {
	const config = fields(fields(payload).config);
	const broadcast = fields(config.broadcast);
	const presence = fields(config.presence);
	return {
		isPrivate: isTrue(config.private),
		ack: isTrue(broadcast.ack),
		self: isTrue(broadcast.self),
		presenceKey: typeof presence.key === "string" ? presence.key : "",
		isPresenceEnabled: isTrue(presence.enabled),
		postgresChanges: list(config.postgres_changes),
		replay: broadcast.replay,
		wantsReplicationReady: isTrue(broadcast.replication_ready),
	};
}

/** The token a join brings; undefined where the connection's own shall do. */
export function joinTokenOf(payload: unknown): string | undefined {
	const { access_token, user_token } = fields(payload);
	if (isApiKey(access_token || user_token)) return undefined;
	if (typeof user_token === "string") return user_token;
	return typeof access_token === "string" ? access_token : undefined;
}

export function isApiKey(value: unknown): boolean {
	return typeof value === "string" && value.startsWith("sb_");
}

export function fields(value: unknown): Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value)
		? (value as Fields)
		: {};
}

function isTrue(value: unknown): boolean {
	return value === true || value === "true";
}

function list(value: unknown): Fields[] {
	return Array.isArray(value) ? value.filter((item) => item !== null).map(fields) : [];
}
