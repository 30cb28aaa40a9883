import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
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
	/** What it holds at the moment; a topic is held while somebody listens to it. */
	counts(): { sockets: number; users: number; topics: number };
	stop(): Promise<void>;
	faults: FaultSwitches;
};

const HOST = "127.0.0.1";
const CONNECTIONS = 5;
/** How long clients have to answer the closing of their sockets. */
const GOODBYE_MS = 200;

/** Starts a Realtime server on loopback, in front of a database that has its schema. */
export async function startRealtime(options: RealtimeOptions): Promise<Realtime> {
	const project = createProject(options);
	await installRealtimeSchema(project.sql);
	const server = createServer(createRestHandler(project));
	server.on("upgrade", createUpgrader(project));
	const sockets = trackSockets(server);
	const port = await listen(server, options.port ?? 0);
	const stopSweep = startSweep(project);
	const stopJanitor = startJanitor(project);
	let stopping: Promise<void> | undefined;

	async function end(): Promise<void> {
		project.isStopping = true;
		stopSweep();
		stopJanitor();
		for (const connection of project.connections) connection.close(1012);
		const closed = new Promise<void>((resolve) => server.close(() => resolve()));
		const insist = setTimeout(() => {
			for (const socket of sockets) socket.destroy();
		}, GOODBYE_MS);
		await Promise.all([closed, project.replication.stop()]);
		clearTimeout(insist);
		await project.sql.end({ timeout: 1 });
	}

	return {
		url: `ws://${HOST}:${port}/socket`,
		port,
		counts: () => ({
			sockets: project.connections.size,
			users: project.users.size,
			topics: project.topics.count(),
		}),
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
		isStopping: false,
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

function trackSockets(server: Server): Set<Socket> {
	const sockets = new Set<Socket>();
	server.on("connection", (socket) => {
		sockets.add(socket);
		socket.once("close", () => sockets.delete(socket));
	});
	return sockets;
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
