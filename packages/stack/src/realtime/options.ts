/** How long the server waits before it does something, in milliseconds. */
export type RealtimeDelays = {
	/** Before a refused handshake is answered. */
	connectErrorMs: number;
	/** Before a refused join is answered; the socket does nothing else meanwhile. */
	channelErrorMs: number;
	/** A socket without channels is ended after this long. */
	noChannelMs: number;
	/** A socket that sends nothing is closed after this long. */
	idleMs: number;
	/** A channel's token is verified again at least this often. */
	tokenCheckMs: number;
	/** The replication slot outlives the last client by this long. */
	slotLingerMs: number;
	/** How long a join that started the slot waits for it. */
	slotReadyMs: number;
	/** How long a channel that asked for `replication_ready` may wait for the slot. */
	replicationReadyMs: number;
	/** How often partitions are created ahead and old ones dropped. */
	janitorMs: number;
	/** How often sockets, tokens and counters are looked at. */
	sweepMs: number;
};

/** What one project and one client may do; where the platform has plans, these are those of self-hosting. */
export type RealtimeLimits = {
	maxConcurrentUsers: number;
	maxEventsPerSecond: number;
	maxJoinsPerSecond: number;
	maxChannelsPerClient: number;
	maxPresenceEventsPerSecond: number;
	maxPayloadKb: number;
	maxFrameBytes: number;
	/** A client that reads so slowly that more than this is waiting for it is cut off. */
	maxBufferedBytes: number;
	presenceCallsPerWindow: number;
	presenceWindowMs: number;
	/** Rates are averages over this long ... */
	rateWindowMs: number;
	/** ... moved on this often. */
	eventTickMs: number;
	/** Refuses public channels ("Allow public access" switched off). */
	privateOnly: boolean;
};

export type RealtimeOptions = {
	/** A superuser's URL. */
	databaseUrl: string;
	/** What tokens are verified with: `oct` keys for HS*, others by `kid`. */
	jwks: { keys: object[] };
	apiKeys: { publishable: string; secret: string };
	/** 0 takes a free one. */
	port?: number;
	delays?: Partial<RealtimeDelays>;
	limits?: Partial<RealtimeLimits>;
	log?: (line: string) => void;
};

const MINUTE = 60_000;

export const DEFAULT_DELAYS: RealtimeDelays = {
	connectErrorMs: 2_000,
	channelErrorMs: 5_000,
	noChannelMs: 10 * MINUTE,
	idleMs: MINUTE,
	tokenCheckMs: 5 * MINUTE,
	slotLingerMs: 11 * MINUTE,
	slotReadyMs: 5_000,
	replicationReadyMs: 20_000,
	janitorMs: 240 * MINUTE,
	sweepMs: 500,
};

export const DEFAULT_LIMITS: RealtimeLimits = {
	maxConcurrentUsers: 200,
	maxEventsPerSecond: 100,
	maxJoinsPerSecond: 100,
	maxChannelsPerClient: 100,
	maxPresenceEventsPerSecond: 1_000,
	maxPayloadKb: 3_000,
	maxFrameBytes: 5_000_000,
	maxBufferedBytes: 50_000_000,
	presenceCallsPerWindow: 5,
	presenceWindowMs: 30_000,
	rateWindowMs: MINUTE,
	eventTickMs: 5_000,
	privateOnly: false,
};
