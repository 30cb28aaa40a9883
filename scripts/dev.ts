// `npm run dev`: the local Supabase, the dashboard and the demo site, until Ctrl-C.
import { startStack } from "@cossistant/stack";
import { Problem } from "./bootstrap/problem.mjs";
import { printProblem, step } from "./bootstrap/report.mjs";
import { type Crash, startApp } from "./lib/app.ts";
import { appEnvironments } from "./lib/app-environments.ts";
import { printTable } from "./lib/dev-table.ts";
import { endSignal } from "./lib/end-signal.ts";
import { assertFree } from "./lib/ports.ts";
import { recordRun } from "./lib/run-record.ts";
import { readSettings, type Settings } from "./lib/settings.ts";

const begun = Date.now();
const stops: (() => unknown)[] = [];
const crashes: Promise<Crash>[] = [];
let isReady = false;

const end = endSignal();
try {
	await Promise.race([develop(), end]);
} catch (error) {
	printProblem(error);
	process.exitCode = 1;
}
await stopEverything();
process.exit();

/** Runs until one part crashes; being told to end is the caller's matter. */
async function develop(): Promise<void> {
	const settings = readSettings();
	stops.push(recordRun());
	const { dashboardPort, demoPort } = settings;
	await assertFree(dashboardPort, { what: "the dashboard", variable: "DASHBOARD_PORT" });
	await assertFree(demoPort, { what: "the demo site", variable: "DEMO_PORT" });

	const supabase = await startSupabase(settings);
	await step(
		"Apps",
		() => startApps(settings, supabase),
		() => "dashboard and demo answer",
	);
	printTable({ settings, supabase, begun });
	isReady = true;

	const { part, tail } = await Promise.race(crashes);
	throw new Problem(`The ${part} ended by itself.`, "Its last words are above.", tail);
}

type Supabase = { url: string; publishableKey: string; mailUrl?: string };

async function startSupabase({ backend, dashboardPort }: Settings): Promise<Supabase> {
	if (backend.kind === "project") return backend;
	await assertFree(backend.port, { what: "the local Supabase", variable: "SUPABASE_PORT" });
	const stack = await step(
		"Supabase",
		() =>
			startStack({
				port: backend.port,
				watchFunctions: true,
				functionSecrets: { DASHBOARD_URL: `http://127.0.0.1:${dashboardPort}` },
				log: tell,
			}),
		() => "runs on this machine",
	);
	stops.push(() => stack.stop());
	crashes.push(stack.crashed);
	return stack;
}

async function startApps(settings: Settings, supabase: Supabase): Promise<void> {
	const env = appEnvironments(settings, supabase);
	const ports = { dashboard: settings.dashboardPort, demo: settings.demoPort };
	const apps = (["dashboard", "demo"] as const).map((name) => {
		const log = (line: string) => tell(name, line);
		const app = startApp({ name, mode: "dev", port: ports[name], env: env[name], log });
		stops.push(() => app.stop());
		crashes.push(app.crashed);
		return app.ready;
	});
	await Promise.all(apps);
}

/** Passes on what a part says, once the person has seen the table. */
function tell(part: string, line: string): void {
	if (isReady) console.log(`${part.padEnd(10)} │ ${line}`);
}

/** In the opposite order, so that nothing loses what it stands on. */
async function stopEverything(): Promise<void> {
	if (stops.length === 0) return;
	isReady = false;
	process.stderr.write("\n  Stopping …\n");
	for (const stop of stops.reverse()) {
		try {
			await stop();
		} catch (error) {
			console.error(error); // the others must end all the same
		}
	}
	process.stderr.write("  Everything has ended.\n");
}
