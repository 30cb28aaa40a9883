import type { Log } from "./base/log.ts";
import type { GatewayFaults } from "./gateway/faults.ts";
import type { FaultSwitches, RealtimeOptions } from "./realtime/index.ts";

export type StackOptions = {
	/** A throw-away database that ends with the stack; otherwise data stays between runs. */
	ephemeral?: boolean;
	/** Whether a commit waits for the disk, as on hosted projects; by default where data stays. */
	durable?: boolean;
	/** Settings of Postgres, laid over those a stack has, to measure with what a hosted project has. */
	databaseSettings?: Record<string, string>;
	/** The gateway's port; 0 takes a free one. */
	port?: number;
	/** The folder that holds `supabase/`; by default this checkout. */
	projectDir?: string;
	/** Where the database's files lie; chosen by itself unless given. */
	dataDir?: string;
	/** Whether to serve edge functions. */
	functions?: boolean;
	/**
	 * Whether the function `worker` is called when there are jobs; by default where data stays, so that a test finds the
	 * jobs it looks for.
	 */
	clock?: boolean;
	/** Secrets of the functions, beside those in supabase/functions/.env. */
	functionSecrets?: Record<string, string>;
	/** Ends running functions when their sources change, so that the next request runs the new ones. */
	watchFunctions?: boolean;
	/** Puts supabase/seed.sql into a new database; by default where data stays. */
	seed?: boolean;
	/** Other delays and limits than the hosted ones, for tests that cannot wait. */
	realtime?: Pick<RealtimeOptions, "delays" | "limits">;
	/** After how long a function that has not begun to answer is given up; hosted: 150 s. */
	functionTimeoutMs?: number;
	/** The address to listen on. Only 127.0.0.1 is taken: nothing here is made for a network. */
	host?: string;
	/** Where lines of all parts go; by default nowhere. */
	log?: Log;
};

export type ServiceName = "rest" | "auth" | "storage" | "realtime" | "functions" | "clock";

/** Stops and starts one service while the others run on. */
export type ServiceSwitch = {
	running(): boolean;
	stop(): Promise<void>;
	start(): Promise<void>;
};

export type StackInfo = {
	/** What goes to createClient. */
	url: string;
	publishableKey: string;
	secretKey: string;
	/** Signs and verifies access tokens, HS256. */
	jwtSecret: string;
	/** The database as role `postgres`, which on hosted projects too is not a superuser. */
	databaseUrl: string;
	/** The database as its superuser. */
	adminDatabaseUrl: string;
	/** The page that shows the mails that were not sent; `<mailUrl>/api/messages` is its JSON. */
	mailUrl: string;
};

export type Stack = StackInfo & {
	/** Where the data lies: the database's files and those of Storage. */
	dataFolder: string;
	services: Record<ServiceName, ServiceSwitch>;
	/** Ways to break the stack on purpose, for tests of recovery. */
	faults: GatewayFaults;
	/** The Realtime server's own, while it runs. */
	realtimeFaults(): FaultSwitches | undefined;
	/** Resolves with the name and last words of the first part that ended by itself. */
	crashed: Promise<{ part: string; tail: string }>;
	/** Ends everything; may be called twice. */
	stop(): Promise<void>;
};
