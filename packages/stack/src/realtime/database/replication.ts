import { randomUUID } from "node:crypto";
import { LogicalReplicationService, type Pgoutput, PgoutputPlugin } from "pg-logical-replication";
import { type MessageRow, rowOf } from "./message-row.ts";

const PUBLICATION = "supabase_realtime_messages_publication";
const RETRY_MS = 500;

/** The stream of rows out of the database. */
export type Replication = {
	/** Makes sure the slot exists or is on its way; resolves when rows flow. */
	start(): Promise<void>;
	ready(): boolean;
	/** When the slot was last asked for. */
	startedAt(): number;
	stop(): Promise<void>;
};

/**
 * Reads committed rows of realtime.messages in commit order through a temporary slot, which ends with its connection.
 * While there is no slot nothing is queued: what is inserted then is never delivered.
 */
export function createReplication(options: {
	databaseUrl: string;
	onRow: (row: MessageRow) => void;
	log: (line: string) => void;
}): Replication {
	const { onRow, log } = options;
	let service: LogicalReplicationService | undefined;
	let started: PromiseWithResolvers<void> | undefined;
	let startedAt = 0;
	let retry: NodeJS.Timeout | undefined;

	function connect(): void {
		const current = new LogicalReplicationService(
			{ connectionString: options.databaseUrl, application_name: "realtime_replication" },
			{ acknowledge: { auto: false, timeoutSeconds: 10 } },
		);
		service = current;
		current.on("data", (_lsn: string, change: Pgoutput.Message) => {
			try {
				receive(change);
			} catch (error) {
				log(`UnableToBroadcastChanges: ${error}`);
			}
		});
		current.on("start", () => started?.resolve());
		current.on("heartbeat", (lsn: string, _time: number, shouldRespond: boolean) => {
			if (shouldRespond) void current.acknowledge(lsn);
		});
		current.on("error", (error: Error) => lost(current, error));
		current
			.subscribe(temporarySlotPlugin(), `supabase_realtime_messages_replication_slot_${suffix()}`)
			.then(() => lost(current, new Error("the stream ended")))
			.catch((error) => lost(current, error));
	}

	function receive(change: Pgoutput.Message): void {
		// As text: what is delivered is what is stored, and nothing is parsed to be written again.
		if (change.tag === "relation") {
			for (const column of change.columns) column.parser = (text: string) => text;
		}
		if (change.tag !== "insert" || change.relation.schema !== "realtime") return;
		const row = rowOf(change.new);
		if (row) onRow(row);
		else log("UnableToBroadcastChanges: the row lacks its event, topic, private or payload");
	}

	function lost(from: LogicalReplicationService, error: Error): void {
		if (from !== service) return;
		service = undefined;
		log(`The replication slot was lost: ${error.message}`);
		void from.stop().catch(() => {});
		// Who waits for the slot goes on waiting for the next one.
		started = replacing(started);
		startedAt = Date.now();
		retry = setTimeout(connect, RETRY_MS);
	}

	return {
		start() {
			if (!started) {
				started = Promise.withResolvers();
				startedAt = Date.now();
				connect();
			}
			return started.promise;
		},
		startedAt: () => startedAt,
		ready: () => service !== undefined && !service.isStop(),
		async stop() {
			clearTimeout(retry);
			const ending = service;
			service = undefined;
			started?.resolve();
			started = undefined;
			await ending?.destroy().catch(() => {});
		},
	};
}

function replacing(old: PromiseWithResolvers<void> | undefined): PromiseWithResolvers<void> {
	const next = Promise.withResolvers<void>();
	if (old) void next.promise.then(old.resolve);
	return next;
}

function suffix(): string {
	return randomUUID().replaceAll("-", "").slice(0, 12);
}

/** A temporary slot belongs to the connection that makes it, so it is made where the stream is started. */
function temporarySlotPlugin(): PgoutputPlugin {
	const plugin = new PgoutputPlugin({ protoVersion: 1, publicationNames: [PUBLICATION] });
	const startStream = plugin.start.bind(plugin);
	plugin.start = async (client, slotName, lastLsn) => {
		await client.query(
			`CREATE_REPLICATION_SLOT "${slotName}" TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`,
		);
		return startStream(client, slotName, lastLsn);
	};
	return plugin;
}
