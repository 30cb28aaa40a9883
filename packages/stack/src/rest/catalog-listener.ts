import postgres from "postgres";

const RETRY_MS = 500;

/**
 * Calls back whenever the database says that its catalog changed, and after a time in which nobody could hear it.
 * The driver's own `listen` gives up when Postgres is not back at once.
 */
export async function listenForCatalog(
	databaseUrl: string,
	{ onChange, onLoss }: { onChange: () => void; onLoss: () => void },
): Promise<{ stop(): Promise<void> }> {
	let stopped = false;
	let timer: NodeJS.Timeout | undefined;
	const again = () => {
		onLoss();
		clearTimeout(timer);
		if (!stopped) timer = setTimeout(() => listen().then(onChange, again), RETRY_MS);
	};
	const sql = postgres(databaseUrl, {
		max: 1,
		idle_timeout: 0,
		max_lifetime: null,
		onnotice: () => {},
		onclose: again,
		onnotify: onChange,
		connection: { application_name: "rest-listen" },
	} as postgres.Options<Record<string, never>>);
	const listen = () => sql`listen pgrst`;
	await listen();

	return {
		async stop() {
			stopped = true;
			clearTimeout(timer);
			await sql.end({ timeout: 1 });
		},
	};
}
