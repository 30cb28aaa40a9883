// `npm run bench -- sends [--seconds N] [--writers N] [--fsync off]`: how many messages a second the database takes,
// beside the same rows written bare in the same run (docs/decisions/004). Commits wait for the disk, as on hosted projects, unless asked
// not to: then it is the processor alone that is measured.
import { parseArgs } from "node:util";
import { startStack } from "@cossistant/stack";
import postgres from "postgres";
import { writeHistory } from "./history.ts";
import { measureRounds, measureSlice, ROLES } from "./measure.ts";
import { report } from "./report.ts";
import { openWriter, type Role, type Writer } from "./writers.ts";

const SLICE_MS = 500;
const WARM_UP_MS = 700;

const { values } = parseArgs({
	options: {
		seconds: { type: "string", default: "24" },
		writers: { type: "string", default: "8" },
		conversations: { type: "string", default: "3000" },
		fsync: { type: "string", default: "on" },
	},
});
const { fsync, ...numbers } = values;
if (fsync !== "on" && fsync !== "off") throw new Error("--fsync is on or off.");
for (const [name, value] of Object.entries(numbers))
	if (!/^[1-9]\d{0,4}$/.test(value)) throw new Error(`--${name} takes a whole number.`);
const count = Number(values.writers);
const rounds = Math.max(3, Math.round((Number(values.seconds) * 1000) / (SLICE_MS * ROLES.length)));

const stack = await startStack({
	ephemeral: true,
	port: 0,
	functions: false,
	durable: fsync === "on",
});
try {
	const admin = postgres(stack.adminDatabaseUrl, { max: 1, onnotice: () => {} });
	const history = await writeHistory(admin, {
		conversations: Number(values.conversations),
		agents: count,
	});
	const writers = await openWriters(history);
	for (const role of ROLES) await measureSlice(writers[role], WARM_UP_MS);
	const measured = await measureRounds(writers, { rounds, sliceMs: SLICE_MS });
	process.exitCode = report(measured, { settings: await settingsOf(admin), writers: count })
		? 0
		: 1;
	await Promise.all([admin, ...Object.values(writers).flat()].map((one) => one.end()));
} finally {
	await stack.stop();
}

async function openWriters(
	history: Awaited<ReturnType<typeof writeHistory>>,
): Promise<Record<Role, Writer[]>> {
	const opened = ROLES.map(async (role) => {
		const indexes = Array.from({ length: count }, (_, index) => index);
		const { databaseUrl, adminDatabaseUrl } = stack;
		const setting = { databaseUrl, adminDatabaseUrl, history };
		return [
			role,
			await Promise.all(indexes.map((index) => openWriter(role, { ...setting, index }))),
		];
	});
	return Object.fromEntries(await Promise.all(opened));
}

/** What decides how dear a commit is. */
async function settingsOf(sql: postgres.Sql): Promise<string> {
	const settings = await sql<{ name: string; setting: string }[]>`
		select name, setting from pg_settings
		where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'wal_level', 'shared_buffers')
		order by name`;
	return settings.map(({ name, setting }) => `${name} ${setting}`).join(", ");
}
