import type postgres from "postgres";

type Sql = ReturnType<typeof postgres>;

export type RealtimeServer = {
	url: string;
	port: number;
	stop(): Promise<void>;
	faults: unknown;
};

export type RealtimeModule = {
	installRealtimeSchema(sql: Sql): Promise<void>;
	startRealtime(options: {
		databaseUrl: string;
		jwks: { keys: object[] };
		apiKeys: { publishable: string; secret: string };
		port: number;
	}): Promise<RealtimeServer>;
};

/** The Realtime server, or nothing where this checkout does not have it yet. */
export async function loadRealtime(): Promise<RealtimeModule | undefined> {
	const path = new URL("../realtime/index.ts", import.meta.url).href;
	try {
		return (await import(path)) as RealtimeModule;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
		throw error;
	}
}
