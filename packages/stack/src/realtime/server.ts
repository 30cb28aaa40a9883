import { createServer, type Server } from "node:http";
import postgres from "postgres";
import { ensurePartitions } from "./database/partitions.ts";
import { createReplication } from "./database/replication.ts";
import { deliverRow } from "./deliver-row.ts";
import { type FaultSwitches, faultSwitches } from "./fault-switches.ts";
import { noFaults } from "./faults.ts";
import { createProjectLimits } from "./limits/project-limits.ts";
import { DEFAULT_DELAYS, DEFAULT_LIMITS, type RealtimeOptions } from "./options.ts";
import { createRosters } from "./presence/rosters.ts";
import type { Project } from "./project.ts";
import { createRestHandler } from "./rest/handler.ts";
import { installRealtimeSchema } from "./schema.ts";
import { createUpgrader } from "./socket/upgrade.ts";
import { startSweep } from "./sweep.ts";
import { createVerifier } from "./tokens/verifier.ts";
import { createTopics } from "./topics.ts";

/** A running Realtime server. */
export type Realtime = {
	/** Where sockets connect to: `<url>/websocket` is what clients append. */
	url: string;
	port: number;
	stop(): Promise<void>;
	faults: FaultSwitches;
};

const HOST = "127.0.0.1";
const CONNECTIONS = 5;

/** Starts a Realtime server on loopback, in front of a database that has its schema. */
export async function startRealtime(options: RealtimeOptions): Promise<Realtime> {
	const project = createProject(options);
	await installRealtimeSchema(project.sql);
	const server = createServer(createRestHandler(project));
	server.on("upgrade", createUpgrader(project));
	const port = await listen(server, options.port ?? 0);
	const stopSweep = startSweep(project);
	const stopJanitor = startJanitor(project);
	let stopping: Promise<void> | undefined;

	async function end(): Promise<void> {
		stopSweep();
		stopJanitor();
		for (const connection of project.connections) connection.close(1012);
		const closed = new Promise<void>((resolve) => server.close(() => resolve()));
		server.closeAllConnections();
		setTimeout(() => {
			for (const connection of project.connections) connection.terminate();
		}, 200).unref();
		await project.replication.stop();
		await closed;
		await project.sql.end({ timeout: 1 });
	}

	return {
		url: `ws://${HOST}:${port}/socket`,
		port,
		stop() {
			stopping ??= end();
			return stopping;
		},
		faults: faultSwitches(project),
	};
}

function createProject(options: RealtimeOptions): Project {
	const delays = { ...DEFAULT_DELAYS, ...options.delays };
	const limits = { ...DEFAULT_LIMITS, ...options.limits };
	const log = options.log ?? (() => {});
	const topics = createTopics();
	const project: Project = {
		sql: postgres(options.databaseUrl, {
			max: CONNECTIONS,
			idle_timeout: 60,
			connect_timeout: 5,
			// After a crash the next join should not pay for the failed attempts before it.
			backoff: () => 0.1,
			fetch_types: false,
			onnotice: () => {},
			connection: { application_name: "realtime" },
		}),
		verify: createVerifier(options),
		replication: createReplication({
			databaseUrl: options.databaseUrl,
			onRow: (row) => deliverRow(project, row),
			log,
		}),
		topics,
		rosters: createRosters(topics),
		usage: createProjectLimits(limits, Date.now()),
		connections: new Set(),
		users: new Set(),
		delays,
		limits,
		faults: noFaults(),
		now: Date.now,
		log,
	};
	return project;
}

function startJanitor(project: Project): () => void {
	const timer = setInterval(() => {
		if (project.faults.withholdPartitions) return;
		ensurePartitions(project.sql, project.now()).catch((error) =>
			project.log(`Partitions could not be kept: ${error.message}`),
		);
	}, project.delays.janitorMs);
	timer.unref();
	return () => clearInterval(timer);
}

function listen(server: Server, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, HOST, () => {
			const address = server.address();
			resolve(typeof address === "object" && address ? address.port : port);
		});
	});
}
