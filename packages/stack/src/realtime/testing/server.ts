import { generateKeyPairSync, randomBytes } from "node:crypto";
import postgres from "postgres";
import { type Realtime, type RealtimeOptions, startRealtime } from "../index.ts";
import { type BareDatabase, startBareDatabase } from "./bare-database.ts";
import { createPolicies } from "./policies.ts";
import { connectRaw, type RawClient } from "./raw-client.ts";
import { signToken } from "./tokens.ts";

/** A database of its own, in front of which servers can be started with other delays and limits. */
export type Bench = {
	database: BareDatabase;
	/** Role `postgres`. */
	sql: ReturnType<typeof postgres>;
	secret: string;
	publishable: string;
	/** The private key of kid `ec`, for ES256. */
	signingKey: ReturnType<typeof generateKeyPairSync>["privateKey"];
	token(claims?: Record<string, unknown>, expiresInS?: number): Promise<string>;
	/** Starts a server that ends with the bench. */
	serve(options?: Partial<RealtimeOptions>): Promise<BenchServer>;
	stop(): Promise<void>;
};

export type BenchServer = Realtime & {
	logged: string[];
	connect(options?: Parameters<typeof connectRaw>[1]): Promise<RawClient>;
};

/** Delays that let a test see a refusal at once. */
export const QUICK = { connectErrorMs: 0, channelErrorMs: 0, sweepMs: 20 };

export async function startBench(): Promise<Bench> {
	const database = await startBareDatabase();
	const sql = postgres(database.url, { max: 5, onnotice: () => {} });
	await createPolicies(sql);
	const secret = randomBytes(24).toString("hex");
	const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
	const keys = [
		{ kty: "oct", alg: "HS256", k: Buffer.from(secret).toString("base64url") },
		{ ...publicKey.export({ format: "jwk" }), kid: "ec", alg: "ES256" },
	];
	const apiKeys = { publishable: "sb_publishable_bench", secret: "sb_secret_bench" };
	const running: Realtime[] = [];

	return {
		database,
		sql,
		secret,
		publishable: apiKeys.publishable,
		signingKey: privateKey,
		token: (claims, expiresInS) => signToken(secret, claims, expiresInS),
		async serve({ delays, limits, ...options } = {}) {
			const logged: string[] = [];
			const server = await startRealtime({
				databaseUrl: database.adminUrl,
				jwks: { keys },
				apiKeys,
				delays: { ...QUICK, ...delays },
				limits: { maxConcurrentUsers: 5_000, maxJoinsPerSecond: 5_000, ...limits },
				log: (line) => logged.push(line),
				...options,
			});
			running.push(server);
			return {
				...server,
				logged,
				connect: (options) => connectRaw(server.url, { apikey: apiKeys.publishable, ...options }),
			};
		},
		async stop() {
			for (const server of running) await server.stop();
			await sql.end();
			await database.stop();
		},
	};
}
