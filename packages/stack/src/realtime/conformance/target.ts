import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import postgres from "postgres";
import { startStack } from "../../stack.ts";
import { createPolicies, dropPolicies } from "../testing/policies.ts";
import { connectRaw, type RawClient } from "../testing/raw-client.ts";
import { signToken } from "../testing/tokens.ts";

/** The project that the profile is held against. */
export type Target = {
	url: string;
	publishableKey: string;
	secretKey: string;
	/** Role `postgres` of the project. */
	sql: ReturnType<typeof postgres>;
	token(claims?: Record<string, unknown>, expiresInS?: number): Promise<string>;
	/** A socket spoken to frame by frame. */
	connect(options?: { vsn?: string; apikey?: string }): Promise<RawClient>;
	/** The client library as it is, with a token of ours or with the publishable key alone. */
	client(token?: string, options?: ClientOptions): SupabaseClient;
	stop(): Promise<void>;
};

type ClientOptions = { transport?: typeof WebSocket };

const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, SUPABASE_SECRET_KEY } = process.env;
const { SUPABASE_DB_URL, SUPABASE_JWT_SECRET } = process.env;

const isForeign = SUPABASE_URL !== undefined;

/** Whether tokens can be signed and policies written: always on a stack of one's own, else when told how. */
export const isWhole = !isForeign || Boolean(SUPABASE_DB_URL && SUPABASE_JWT_SECRET);

/**
 * The project that SUPABASE_URL and the keys name, or a throw-away stack. Of a foreign project, items that need
 * policies or tokens of their own run when SUPABASE_DB_URL and SUPABASE_JWT_SECRET are given too.
 */
export async function openTarget(): Promise<Target> {
	const project = isForeign ? foreignProject() : await ownProject();
	const sql = postgres(project.databaseUrl, { max: 3, onnotice: () => {} });
	if (isWhole) await createPolicies(sql);
	const clients = new Set<SupabaseClient>();
	const sockets = new Set<RawClient>();

	return {
		...project,
		sql,
		token: (claims, expiresInS) => signToken(project.jwtSecret, claims, expiresInS),
		async connect(options) {
			const url = `${project.url.replace(/^http/, "ws")}/realtime/v1`;
			const socket = await connectRaw(url, { apikey: project.publishableKey, ...options });
			sockets.add(socket);
			return socket;
		},
		client(token, { transport } = {}) {
			const client = createClient(project.url, project.publishableKey, {
				...(token === undefined ? {} : { accessToken: async () => token }),
				...(transport ? { realtime: { transport } } : {}),
			});
			clients.add(client);
			return client;
		},
		async stop() {
			for (const socket of sockets) socket.close();
			for (const client of clients) await client.realtime.disconnect();
			if (isWhole) await dropPolicies(sql);
			await sql.end();
			await project.stop();
		},
	};
}

type Project = Pick<Target, "url" | "publishableKey" | "secretKey" | "stop"> & {
	databaseUrl: string;
	jwtSecret: string;
};

async function ownProject(): Promise<Project> {
	return startStack({ ephemeral: true, port: 0, functions: false });
}

function foreignProject(): Project {
	if (!SUPABASE_URL || !SUPABASE_PUBLISHABLE_KEY || !SUPABASE_SECRET_KEY) {
		throw new Error("SUPABASE_URL needs SUPABASE_PUBLISHABLE_KEY and SUPABASE_SECRET_KEY.");
	}
	return {
		url: SUPABASE_URL,
		publishableKey: SUPABASE_PUBLISHABLE_KEY,
		secretKey: SUPABASE_SECRET_KEY,
		databaseUrl: SUPABASE_DB_URL ?? "postgresql://127.0.0.1:1/none",
		jwtSecret: SUPABASE_JWT_SECRET ?? "unknown",
		stop: async () => {},
	};
}
