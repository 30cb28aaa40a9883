import type postgres from "postgres";
import type { Replication } from "./database/replication.ts";
import type { Faults } from "./faults.ts";
import type { ProjectLimits } from "./limits/project-limits.ts";
import type { RealtimeDelays, RealtimeLimits } from "./options.ts";
import type { Rosters } from "./presence/rosters.ts";
import type { Connection } from "./socket/connection.ts";
import type { Verifier } from "./tokens/verifier.ts";
import type { Topics } from "./topics.ts";

/** What all sockets and requests of the one project share. */
export type Project = {
	sql: ReturnType<typeof postgres>;
	verify: Verifier;
	replication: Replication;
	topics: Topics;
	rosters: Rosters;
	usage: ProjectLimits;
	connections: Set<Connection>;
	/** The sockets that have joined a channel: the concurrent users of the plans. */
	users: Set<Connection>;
	delays: RealtimeDelays;
	limits: RealtimeLimits;
	faults: Faults;
	/** From the moment the server is told to stop. */
	isStopping: boolean;
	now: () => number;
	log: (line: string) => void;
};
