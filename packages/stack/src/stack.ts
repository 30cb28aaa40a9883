import { join } from "node:path";
import { findCheckout } from "./base/checkout.ts";
import { loadKeys } from "./base/keys.ts";
import { freePort, LOOPBACK } from "./base/ports.ts";
import { startWatchdog } from "./base/watchdog.ts";
import { createApiKeys } from "./gateway/api-keys.ts";
import { createFunctionsRoute } from "./gateway/functions-route.ts";
import { type Gateway, startGateway } from "./gateway/gateway.ts";
import { createMailbox } from "./mail/mailbox.ts";
import { adminUrl, openDatabase } from "./postgres/database.ts";
import { createServices, type ServiceParts, type Services } from "./services.ts";
import type { Stack, StackOptions } from "./types.ts";

const USUAL_PORT = 54321;
/** Hosted functions that have not begun to answer by then are given up. */
const FUNCTION_ANSWERS_WITHIN_MS = 150_000;

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
	const port = options.port === 0 ? await freePort() : (options.port ?? USUAL_PORT);
	const url = `http://${LOOPBACK}:${port}`;
	const watchdog = startWatchdog();
	const ending: (() => unknown)[] = [watchdog.stop];
	try {
		const database = await openDatabase({
			checkout,
			password: keys.databasePassword,
			ephemeral,
			seed: options.seed ?? !ephemeral,
			dataDir: options.dataDir,
			watchdog,
			log,
		});
		ending.unshift(database.stop);
		const mailbox = createMailbox();
		const parts = { options, checkout, keys, watchdog, database, mailbox, url, log };
		const services = createServices(parts);
		ending.unshift(() => Promise.all(Object.values(services).map((one) => one.stop())));
		await startServices(services, options);
		const gateway = await openGateway(parts, { services, port });
		ending.unshift(gateway.stop);
		return describe(parts, { services, stop: () => runInOrder(ending) });
	} catch (error) {
		await runInOrder(ending);
		throw error;
	}
}

async function startServices(services: Services, { functions = true }: StackOptions) {
	const { functions: functionsSwitch, ...others } = services;
	await Promise.all([
		...Object.values(others).map((service) => service.start()),
		...(functions ? [functionsSwitch.start()] : []),
	]);
}

function openGateway(
	{ keys, mailbox, log }: ServiceParts,
	{ services, port }: { services: Services; port: number },
): Promise<Gateway> {
	const { rest, auth, storage, realtime, functions } = services;
	const apiKeys = createApiKeys(keys);
	return startGateway({
		port,
		apiKeys,
		service: (name) => ({ rest, auth, storage })[name]?.current(),
		realtimePort: () => realtime.current()?.port,
		functions: createFunctionsRoute({
			functions: functions.current,
			apiKeys,
			jwtSecret: keys.jwtSecret,
			answerWithinMs: FUNCTION_ANSWERS_WITHIN_MS,
		}),
		mailbox,
		log,
	});
}

function describe(
	{ keys, database, url }: ServiceParts,
	{ services, stop }: { services: Services; stop: () => Promise<void> },
): Stack {
	let stopping: Promise<void> | undefined;
	return {
		url,
		publishableKey: keys.publishableKey,
		secretKey: keys.secretKey,
		jwtSecret: keys.jwtSecret,
		databaseUrl: database.url,
		adminDatabaseUrl: adminUrl(database),
		mailUrl: `${url}/mail`,
		services,
		crashed: database.process.exited.then(() => ({
			part: "postgres",
			tail: database.process.tail(),
		})),
		stop() {
			stopping ??= stop();
			return stopping;
		},
	};
}

async function runInOrder(steps: readonly (() => unknown)[]): Promise<void> {
	for (const step of steps) await step();
}
