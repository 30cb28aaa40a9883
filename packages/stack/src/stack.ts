import { join } from "node:path";
import { findCheckout } from "./base/checkout.ts";
import { loadKeys } from "./base/keys.ts";
import { LOOPBACK } from "./base/ports.ts";
import { StackError } from "./base/stack-error.ts";
import { startWatchdog } from "./base/watchdog.ts";
import { createApiKeys } from "./gateway/api-keys.ts";
import { createFaults, type FaultGate } from "./gateway/faults.ts";
import { createFunctionsRoute } from "./gateway/functions-route.ts";
import { type Gateway, startGateway } from "./gateway/gateway.ts";
import { createRealtimeRoute } from "./gateway/realtime-route.ts";
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
	const { ephemeral = false, host = LOOPBACK, log = () => {} } = options;
	refuseNetwork(host);
	const checkout = findCheckout(options.projectDir);
	const keys = loadKeys(join(checkout.stateDir, "keys.json"));
	const ending: (() => unknown)[] = [];
	try {
		const gateway = await startGateway(options.port ?? USUAL_PORT);
		ending.unshift(gateway.stop);
		const watchdog = startWatchdog();
		ending.push(watchdog.stop);
		const database = await openDatabase({
			checkout,
			password: keys.databasePassword,
			ephemeral,
			durable: options.durable ?? !ephemeral,
			settings: options.databaseSettings,
			seed: options.seed ?? !ephemeral,
			dataDir: options.dataDir,
			url: gateway.url,
			watchdog,
			log,
		});
		ending.splice(1, 0, database.stop);
		const { url } = gateway;
		const parts = {
			options,
			checkout,
			keys,
			watchdog,
			database,
			url,
			log,
			mailbox: createMailbox(),
		};
		const services = createServices(parts);
		ending.splice(1, 0, () => Promise.all(Object.values(services).map((one) => one.stop())));
		await startServices(services, options);
		const faults = createFaults();
		openGateway(gateway, { parts, services, faults });
		return describe(parts, { services, faults, stop: () => runInOrder(ending) });
	} catch (error) {
		await runInOrder(ending);
		throw error;
	}
}

function refuseNetwork(host: string): void {
	if (host === LOOPBACK || host === "localhost") return;
	throw new StackError(
		"loopback_only",
		`The local Supabase is for development and listens on ${LOOPBACK} only, not on ${host}. ` +
			"To reach it from elsewhere use an SSH tunnel; to serve others use a hosted project.",
	);
}

async function startServices(
	services: Services,
	{ functions = true, ephemeral = false, clock = !ephemeral }: StackOptions,
) {
	const { functions: functionsSwitch, clock: clockSwitch, ...others } = services;
	await Promise.all([
		...Object.values(others).map((service) => service.start()),
		...(functions ? [functionsSwitch.start()] : []),
		...(clock ? [clockSwitch.start()] : []),
	]);
}

function openGateway(
	gateway: Gateway,
	{ parts, services, faults }: { parts: ServiceParts; services: Services; faults: FaultGate },
): void {
	const { keys, mailbox, options, log } = parts;
	const { rest, auth, storage, realtime, functions } = services;
	const apiKeys = createApiKeys(keys);
	gateway.open({
		apiKeys,
		mailbox,
		faults,
		log,
		service: (name) => ({ rest, auth, storage })[name]?.current(),
		realtime: createRealtimeRoute(() => realtime.current()?.port),
		functions: createFunctionsRoute({
			functions: functions.current,
			apiKeys,
			jwtSecret: keys.jwtSecret,
			answerWithinMs: options.functionTimeoutMs ?? FUNCTION_ANSWERS_WITHIN_MS,
		}),
	});
}

function describe(
	{ keys, database, url, log }: ServiceParts,
	{ services, faults, stop }: { services: Services; faults: FaultGate; stop: () => Promise<void> },
): Stack {
	let stopping: Promise<void> | undefined;
	const stopOnce = () => {
		stopping ??= stop();
		return stopping;
	};
	const crashed = Promise.withResolvers<{ part: string; tail: string }>();
	database.process.exited.then(async () => {
		if (stopping) return;
		const crash = { part: "postgres", tail: database.process.tail() };
		log("stack", `postgres ended by itself. Its last words:\n${crash.tail}`);
		await stopOnce();
		crashed.resolve(crash);
	});

	return {
		url,
		publishableKey: keys.publishableKey,
		secretKey: keys.secretKey,
		jwtSecret: keys.jwtSecret,
		databaseUrl: database.url,
		adminDatabaseUrl: adminUrl(database),
		mailUrl: `${url}/mail`,
		dataFolder: database.folder,
		services,
		faults,
		realtimeFaults: () => services.realtime.current()?.faults,
		crashed: crashed.promise,
		stop: stopOnce,
	};
}

async function runInOrder(steps: readonly (() => unknown)[]): Promise<void> {
	for (const step of steps) await step();
}
