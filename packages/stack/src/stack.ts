import { join } from "node:path";
import { startAuth } from "./auth/lite-auth.ts";
import { type Checkout, findCheckout } from "./base/checkout.ts";
import { type Keys, loadKeys, signingKey } from "./base/keys.ts";
import type { Log } from "./base/log.ts";
import { freePort } from "./base/ports.ts";
import { loadRealtime, type RealtimeServer } from "./base/realtime.ts";
import { startWatchdog, type Watchdog } from "./base/watchdog.ts";
import { createFunctions, type FunctionsService } from "./functions/functions-service.ts";
import { createApiKeys } from "./gateway/api-keys.ts";
import { createFunctionsRoute } from "./gateway/functions-route.ts";
import { startGateway } from "./gateway/gateway.ts";
import { createMailbox } from "./mail/mailbox.ts";
import { adminUrl, type Database, openDatabase } from "./postgres/database.ts";
import { startRest } from "./rest/rest-service.ts";
import { createVerifier } from "./rest/token.ts";
import { createSwitch } from "./service-switch.ts";
import type { Stack, StackOptions } from "./types.ts";

const USUAL_PORT = 54321;

/**
 * Starts a local Supabase.
 *
 * @example
 * const stack = await startStack({ ephemeral: true, port: 0 });
 * const supabase = createClient(stack.url, stack.publishableKey);
 * await stack.stop();
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
	const ephemeral = options.ephemeral ?? false;
	const log = options.log ?? (() => {});
	const checkout = findCheckout(options.projectDir);
	const keys = loadKeys(join(checkout.stateDir, "keys.json"));
	const watchdog = startWatchdog();
	const database = await openDatabase({
		checkout,
		password: keys.databasePassword,
		ephemeral,
		seed: options.seed ?? !ephemeral,
		dataDir: options.dataDir,
		watchdog,
		log,
	});
	try {
		return await startServices({ options, checkout, keys, watchdog, database, log });
	} catch (error) {
		await database.stop();
		watchdog.stop();
		throw error;
	}
}

type Parts = {
	options: StackOptions;
	checkout: Checkout;
	keys: Keys;
	watchdog: Watchdog;
	database: Database;
	log: Log;
};

async function startServices(parts: Parts): Promise<Stack> {
	const { options, keys, watchdog, database, log } = parts;
	const mailbox = createMailbox();
	const port = options.port === 0 ? await freePort() : (options.port ?? USUAL_PORT);
	const url = `http://127.0.0.1:${port}`;
	const admin = adminUrl(database);

	const rest = createSwitch(() =>
		startRest({
			authenticatorUrl: database.urlOf("authenticator"),
			adminUrl: admin,
			verify: createVerifier({ keys: [signingKey(keys.jwtSecret)] }),
			schemas: ["public"],
			maxRows: 1000,
		}),
	);
	const auth = createSwitch(() =>
		startAuth({
			databaseUrl: database.urlOf("supabase_auth_admin"),
			jwtSecret: keys.jwtSecret,
			externalUrl: url,
			siteUrl: "http://127.0.0.1:3000",
			mailbox,
		}),
	);
	const storage = createSwitch(() => ({
		name: "storage",
		fetch: () => Response.json({ message: "not yet" }, { status: 501 }),
		stop: async () => {},
	}));
	const realtime = createSwitch(() => startRealtime(parts));
	const functions = createSwitch<FunctionsService>(() => startFunctions(parts, url));
	const services = { rest, auth, storage, realtime, functions };
	await Promise.all([
		rest.start(),
		auth.start(),
		storage.start(),
		realtime.start(),
		...((options.functions ?? true) ? [functions.start()] : []),
	]);

	const apiKeys = createApiKeys(keys);
	const gateway = await startGateway({
		port,
		apiKeys,
		service: (name) => ({ rest, auth, storage })[name]?.current(),
		realtimePort: () => realtime.current()?.port,
		functions: createFunctionsRoute({
			functions: functions.current,
			apiKeys,
			jwtSecret: keys.jwtSecret,
			answerWithinMs: 150_000,
		}),
		mailbox,
		log,
	});

	let stopping: Promise<void> | undefined;
	async function end(): Promise<void> {
		await gateway.stop();
		await Promise.all(Object.values(services).map((service) => service.stop()));
		await database.stop();
		watchdog.stop();
	}

	return {
		url,
		publishableKey: keys.publishableKey,
		secretKey: keys.secretKey,
		jwtSecret: keys.jwtSecret,
		databaseUrl: database.url,
		adminDatabaseUrl: admin,
		mailUrl: `${url}/mail`,
		services,
		crashed: database.process.exited.then(() => ({
			part: "postgres",
			tail: database.process.tail(),
		})),
		stop() {
			stopping ??= end();
			return stopping;
		},
	};
}

async function startRealtime({ keys, database }: Parts): Promise<RealtimeServer> {
	const realtime = await loadRealtime();
	if (!realtime) return { url: "", port: 0, faults: undefined, stop: async () => {} };
	return realtime.startRealtime({
		databaseUrl: adminUrl(database),
		jwks: { keys: [signingKey(keys.jwtSecret)] },
		apiKeys: { publishable: keys.publishableKey, secret: keys.secretKey },
		port: 0,
	});
}

function startFunctions(parts: Parts, url: string): FunctionsService {
	const { options, checkout, keys, database, watchdog, log } = parts;
	const { supabaseDir } = checkout;
	return createFunctions({
		supabaseDir,
		environment: {
			SUPABASE_URL: url,
			SUPABASE_DB_URL: database.url,
			SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: keys.publishableKey }),
			SUPABASE_SECRET_KEYS: JSON.stringify({ default: keys.secretKey }),
			SUPABASE_JWKS: JSON.stringify({ keys: [signingKey(keys.jwtSecret)] }),
		},
		secrets: {
			COSSISTANT_SIGNING_KEY: JSON.stringify(signingKey(keys.jwtSecret)),
			...options.functionSecrets,
		},
		cacheDir: join(checkout.stateDir, "deno"),
		watchFolders: options.watchFunctions
			? [join(supabaseDir, "functions"), join(checkout.root, "packages", "protocol", "src")]
			: [],
		watchdog,
		log,
	});
}
