import type postgres from "postgres";
import { onTestFinished } from "vitest";
import type { Caller } from "./caller.ts";
import type { Claims, Sql } from "./stack.ts";

type Permissions = { broadcast: boolean; presence: boolean };

/** Asks as Realtime does at a join: rows written by the server, then looked for with the caller's role. */
export function mayListen(sql: Sql, claims: Claims | null, topic: string): Promise<Permissions> {
	return inProbe(sql, async (probe) => {
		const rows = await probe`
			insert into realtime.messages (topic, extension)
			values (${topic}, 'broadcast'), (${topic}, 'presence')
			returning id, extension`;
		await become(probe, claims, topic);
		const ids = rows.map(({ id }) => id);
		const seen = await probe`select extension from realtime.messages where id = any (${ids})`;
		const extensions = new Set(seen.map(({ extension }) => extension));
		return { broadcast: extensions.has("broadcast"), presence: extensions.has("presence") };
	});
}

/** Asks as Realtime does at the first send: one insert per extension, with the caller's role. */
export function maySpeak(sql: Sql, claims: Claims | null, topic: string): Promise<Permissions> {
	return inProbe(sql, async (probe) => {
		await become(probe, claims, topic);
		const may = (extension: string) =>
			probe
				.savepoint(
					(save) =>
						save`insert into realtime.messages (topic, extension) values (${topic}, ${extension})`,
				)
				.then(
					() => true,
					(error) => {
						// Anything but a refusal is a policy that raised, which no name of a topic may cause.
						if (error.code !== "42501") throw error;
						return false;
					},
				);
		return { broadcast: await may("broadcast"), presence: await may("presence") };
	});
}

async function inProbe<Result>(
	sql: Sql,
	work: (probe: postgres.TransactionSql) => Promise<Result>,
): Promise<Result> {
	const rollback = new Error("rolled back on purpose");
	let result: { value: Result } | undefined;
	await sql
		.begin(async (probe) => {
			result = { value: await work(probe) };
			throw rollback;
		})
		.catch((error) => {
			if (error !== rollback) throw error;
		});
	if (!result) throw new Error("The probe did not end.");
	return result.value;
}

async function become(probe: postgres.TransactionSql, claims: Claims | null, topic: string) {
	const bearer = claims ?? { role: "anon" };
	await probe`
		select
			set_config('realtime.topic', ${topic}, true),
			set_config('request.jwt.claims', ${JSON.stringify(bearer)}, true),
			set_config('request.headers', '{}', true),
			set_config('role', ${bearer.role}, true)`;
}

export type Announcement = { topic: string; event: string; payload: Record<string, unknown> };

/** Everything announced so far on some topics, by transaction and change, without the id that Realtime adds. */
export async function announcedOn(sql: Sql, topics: string[]): Promise<Announcement[]> {
	const rows = await sql<Announcement[]>`
		select topic, event, payload - 'id' as payload
		from realtime.messages
		where topic = any (${topics}) and private and extension = 'broadcast'
		order by inserted_at, (payload #>> '{item,change}')::bigint nulls last, ctid`;
	return [...rows];
}

/** Joins a private topic until the test has ended; answers what arrives on it. */
export async function listens({ client }: Pick<Caller, "client">, topic: string) {
	const heard: { event: string; payload: Record<string, unknown> }[] = [];
	await client.realtime.setAuth();
	const channel = client.channel(topic, { config: { private: true } });
	onTestFinished(() => void channel.unsubscribe());
	channel.on("broadcast", { event: "*" }, ({ event, payload }) => heard.push({ event, payload }));
	await new Promise<void>((joined, refused) => {
		channel.subscribe((status, error) => {
			if (status === "SUBSCRIBED") joined();
			if (status === "CHANNEL_ERROR") refused(error ?? new Error("refused"));
		});
	});
	return heard;
}
