import type { ServiceName } from "@cossistant/stack";

/** What a run's journeys share: one Supabase, one dashboard, one demo site. */
export type World = {
	supabaseUrl: string;
	publishableKey: string;
	secretKey: string;
	jwtSecret: string;
	adminDatabaseUrl: string;
	mailUrl: string;
	dashboardUrl: string;
	demoUrl: string;
	/** Stops and starts services of the stack: POST `/<service>/stop` and `/<service>/start`. */
	controlUrl: string;
};

const VARIABLE = "COSSISTANT_JOURNEYS_WORLD";

/** Hands the world to the processes in which journeys run. */
export function shareWorld(world: World): void {
	process.env[VARIABLE] = JSON.stringify(world);
}

/** Whether there is a world already. */
export function isWorldShared(): boolean {
	return process.env[VARIABLE] !== undefined;
}

/** The world this journey runs in. */
export function theWorld(): World {
	const shared = process.env[VARIABLE];
	if (shared === undefined) throw new Error("The global setup did not run.");
	return JSON.parse(shared);
}

/** Takes a service of the stack down, for everybody. */
export async function stopService(name: ServiceName): Promise<void> {
	await control(`${name}/stop`);
}

/** Brings a service back. */
export async function startService(name: ServiceName): Promise<void> {
	await control(`${name}/start`);
}

async function control(path: string): Promise<void> {
	const answer = await fetch(`${theWorld().controlUrl}/${path}`, { method: "POST" });
	if (!answer.ok) throw new Error(await answer.text());
}
