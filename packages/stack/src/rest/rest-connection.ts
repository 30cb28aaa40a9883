import type { VarsContext } from "@supabase/lite";
import { createPostgresConnection, type PostgresConnection } from "@supabase/lite/postgres";
import { readArguments } from "./argument-names.ts";
import { CatalogUnread, databaseErrorResponse } from "./database-error.ts";
import { requestContext } from "./request-context.ts";

export type RestConnection = {
	connection: PostgresConnection;
	/** Reads the catalog again before the next request. */
	reload(): void;
	close(): Promise<void>;
};

/**
 * The connection REST works through. The library would run requests as the connection's own user and hand out
 * grants by itself; here every request is a transaction under its caller's role, reached through `authenticator`,
 * which may do nothing of its own. The catalog alone is read by the superuser.
 */
export function createRestConnection(options: {
	authenticatorUrl: string;
	adminUrl: string;
	schemas: readonly string[];
}): RestConnection {
	const connection = createPostgresConnection({
		url: options.authenticatorUrl,
		postgresOptions: { max: 10, onnotice: () => {}, connection: { application_name: "rest" } },
	});
	takeJsonAsText(connection);
	takeOddValuesAsText(connection);
	connection.kysely = connection.kysely.withPlugin(readArguments);
	const catalog = createPostgresConnection({
		url: options.adminUrl,
		postgresOptions: {
			max: 1,
			idle_timeout: 5,
			onnotice: () => {},
			connection: { application_name: "rest-catalog" },
		},
	});
	const introspection = remembered(() => introspect(catalog));
	const timeouts = remembered(() => readTimeouts(catalog));

	connection.introspect = introspection.get;
	connection.withContext = async (vars, work) => {
		let role = "anon";
		try {
			const { schemas } = options;
			const settings = settingsOf(vars, { schemas, timeouts: await timeouts.get() });
			role = settings.role ?? role;
			return await connection.kysely.transaction().execute(async (transaction) => {
				await applySettings(transaction, settings);
				return await work(transaction);
			});
		} catch (error) {
			if (requestContext.getStore() === undefined) throw error;
			const response = databaseErrorResponse(error, role);
			if (response === undefined) throw error;
			// The caller hands a Response through as it is, and its own table of errors is not PostgREST's.
			return response as Awaited<ReturnType<typeof work>>;
		}
	};

	return {
		connection,
		reload() {
			introspection.forget();
			timeouts.forget();
		},
		async close() {
			// What still runs gets a second; a statement that sleeps must not hold up the end.
			const ends = [connection, catalog].map(({ driver }) => driver.end({ timeout: 1 }));
			await Promise.all(ends);
		},
	};
}

type Introspection = Awaited<ReturnType<PostgresConnection["introspect"]>>;

async function introspect(catalog: PostgresConnection): Promise<Introspection> {
	const found = await catalog.introspect({ useCache: false });
	// The library answers a failure with an empty catalog; only a real one knows of functions.
	if (found.functions === undefined) throw new CatalogUnread();
	return found;
}

/** Remembers what was read until told to forget; a failure is not remembered. */
function remembered<Value>(read: () => Promise<Value>): { get(): Promise<Value>; forget(): void } {
	let value: Promise<Value> | undefined;
	return {
		get() {
			if (value) return value;
			const reading = read();
			value = reading;
			reading.catch(() => {
				if (value === reading) value = undefined;
			});
			return reading;
		},
		forget() {
			value = undefined;
		},
	};
}

const JSON_TYPE = 114;
const JSONB_TYPE = 3802;

type Settings = Record<string, string>;
type CompiledQuery = Parameters<Transaction["executeQuery"]>[0];
type Transaction = Parameters<Parameters<PostgresConnection["withContext"]>[1]>[0];

function settingsOf(
	vars: VarsContext | undefined,
	{ schemas, timeouts }: { schemas: readonly string[]; timeouts: Map<string, string> },
): Settings {
	const context = requestContext.getStore();
	const auth = (vars?.auth ?? {}) as { role?: string; jwt?: object | null };
	const role = String(auth.role ?? "anon");
	const timeout = timeouts.get(role);
	const schema =
		context?.headers["content-profile"] ?? context?.headers["accept-profile"] ?? schemas[0];
	return {
		role,
		search_path: `"${String(schema).replaceAll('"', '""')}", "extensions"`,
		"request.jwt.claims": JSON.stringify(auth.jwt ?? { role }),
		"request.method": context?.method ?? "",
		"request.path": context?.path ?? "",
		"request.headers": JSON.stringify(context?.headers ?? {}),
		"request.cookies": "{}",
		"response.status": "",
		"response.headers": "",
		...(timeout === undefined ? {} : { statement_timeout: timeout }),
		...(isRead(context?.method) ? { transaction_read_only: "on" } : {}),
	};
}

/** The library hands JSON arguments over as text already; the driver would wrap that text into a JSON string. */
function takeJsonAsText(connection: PostgresConnection): void {
	const { serializers } = connection.driver.options;
	for (const type of [JSON_TYPE, JSONB_TYPE]) {
		serializers[type] = (value: unknown) =>
			typeof value === "string" ? value : JSON.stringify(value);
	}
}

/** What is no value of its type goes to the database as text, which refuses it in words; the driver would fail over it. */
function takeOddValuesAsText({ driver }: PostgresConnection): void {
	driver.options.serializers = new Proxy(driver.options.serializers, {
		get(serializers, type) {
			const serialize = serializers[Number(type)];
			if (!serialize) return serialize;
			return (value: unknown) => {
				const text: unknown = serialize(value);
				return typeof text === "string" ? text : JSON.stringify(text);
			};
		},
	});
}

function isRead(method: string | undefined): boolean {
	return method === "GET" || method === "HEAD";
}

async function applySettings(transaction: Transaction, settings: Settings): Promise<void> {
	const parameters = Object.entries(settings).flat();
	const calls = Object.keys(settings).map(
		(_, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, true)`,
	);
	await transaction.executeQuery(rawQuery(`select ${calls.join(", ")}`, parameters));
}

async function readTimeouts(catalog: PostgresConnection): Promise<Map<string, string>> {
	const { rows } = await catalog.kysely.executeQuery(
		rawQuery(
			`select rolname as role, split_part(setting, '=', 2) as timeout
			from pg_catalog.pg_roles, unnest(rolconfig) as setting
			where setting like 'statement\\_timeout=%'`,
		),
	);
	return new Map(
		(rows as { role: string; timeout: string }[]).map((row) => [row.role, row.timeout]),
	);
}

/** A query as the builder would compile it; the builder itself is not a dependency of ours. */
function rawQuery(sql: string, parameters: readonly string[] = []): CompiledQuery {
	return { sql, parameters, query: { kind: "RawNode" }, queryId: { queryId: sql } } as never;
}
