import { join } from "node:path";
import { startAuth } from "./auth/auth-service.ts";
import { readAuthSettings } from "./auth/settings.ts";
import { type Checkout, findCheckout } from "./base/checkout.ts";
import { type Keys, signingKey } from "./base/keys.ts";
import type { Log } from "./base/log.ts";
import { parseSize, readProjectConfig } from "./base/project-config.ts";
import type { Watchdog } from "./base/watchdog.ts";
import { createWorkerCall } from "./clock/call-worker.ts";
import { type Clock, startClock } from "./clock/clock.ts";
import { createFunctions, type FunctionsService } from "./functions/functions-service.ts";
import type { Service } from "./gateway/service.ts";
import { LOCAL_MAIL_KEY } from "./mail/accept-mail.ts";
import type { Mailbox } from "./mail/mailbox.ts";
import { adminUrl, type Database } from "./postgres/database.ts";
import { type Realtime, startRealtime } from "./realtime/index.ts";
import { startRest } from "./rest/rest-service.ts";
import { createVerifier } from "./rest/token.ts";
import { createSwitch, type Switched } from "./service-switch.ts";
import { startStorage } from "./storage/storage-service.ts";
import type { StackOptions } from "./types.ts";

export type ServiceParts = {
	options: StackOptions;
	checkout: Checkout;
	keys: Keys;
	watchdog: Watchdog;
	database: Database;
	mailbox: Mailbox;
	url: string;
	log: Log;
};

export type Services = {
	rest: Switched<Service>;
	auth: Switched<Service>;
	storage: Switched<Service>;
	realtime: Switched<Realtime>;
	functions: Switched<FunctionsService>;
	clock: Switched<Clock>;
};

/** Makes the services of the platform; each starts when its switch is turned on. */
export function createServices(parts: ServiceParts): Services {
	const { checkout, keys, database, mailbox, url } = parts;
	const { supabaseDir } = checkout;
	const config = readProjectConfig(supabaseDir);
	const verify = createVerifier({ keys: [signingKey(keys.jwtSecret)] });
	const settings = readAuthSettings(config, { externalUrl: url, jwtSecret: keys.jwtSecret });

	const functions = createSwitch(() => startFunctions(parts));

	return {
		rest: createSwitch(() =>
			startRest({
				authenticatorUrl: database.urlOf("authenticator"),
				adminUrl: adminUrl(database),
				verify,
				schemas: config.list("api", "schemas", ["public"]),
				maxRows: config.number("api", "max_rows", 1000),
			}),
		),
		auth: createSwitch(() => {
			const databaseUrl = database.urlOf("supabase_auth_admin");
			return startAuth({ databaseUrl, settings, verify, mailbox, supabaseDir });
		}),
		storage: createSwitch(() =>
			startStorage({
				databaseUrl: database.urlOf("supabase_storage_admin"),
				folder: database.filesFolder,
				jwtSecret: keys.jwtSecret,
				fileSizeLimit: parseSize(config.text("storage", "file_size_limit", "50MiB")),
				verify,
			}),
		),
		realtime: createSwitch(() => openRealtime(parts)),
		functions,
		clock: createSwitch(() =>
			startClock({
				databaseUrl: adminUrl(database),
				callWorker: createWorkerCall({
					url,
					secretKey: keys.secretKey,
					functions: functions.current,
				}),
				log: parts.log,
			}),
		),
	};
}

function openRealtime({ options, keys, database, log }: ServiceParts): Promise<Realtime> {
	return startRealtime({
		databaseUrl: adminUrl(database),
		jwks: { keys: [signingKey(keys.jwtSecret)] },
		apiKeys: { publishable: keys.publishableKey, secret: keys.secretKey },
		port: 0,
		log: (line) => log("realtime", line),
		...options.realtime,
	});
}

function startFunctions(parts: ServiceParts): FunctionsService {
	const { options, checkout, keys, database, watchdog, url, log } = parts;
	const { supabaseDir } = checkout;
	const key = signingKey(keys.jwtSecret);
	return createFunctions({
		supabaseDir,
		environment: {
			SUPABASE_URL: url,
			SUPABASE_DB_URL: database.url,
			SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: keys.publishableKey }),
			SUPABASE_SECRET_KEYS: JSON.stringify({ default: keys.secretKey }),
			SUPABASE_JWKS: JSON.stringify({ keys: [key] }),
		},
		defaults: {
			MAIL_API_URL: `${url}/mail`,
			MAIL_API_KEY: LOCAL_MAIL_KEY,
			MAIL_FROM: "Support <support@localhost>",
			DASHBOARD_URL: readProjectConfig(supabaseDir).text("auth", "site_url", url),
		},
		secrets: { COSSISTANT_SIGNING_KEY: JSON.stringify(key), ...options.functionSecrets },
		// One for all projects on this machine: what was fetched once is there.
		cacheDir: join(findCheckout().stateDir, "deno"),
		watchFolders: options.watchFunctions
			? [join(supabaseDir, "functions"), join(checkout.root, "packages", "protocol", "src")]
			: [],
		watchdog,
		log,
	});
}
