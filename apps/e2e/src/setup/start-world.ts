import { startStack } from "@cossistant/stack";
import { step } from "../../../../scripts/bootstrap/report.mjs";
import { type App, buildApp, startApp } from "../../../../scripts/lib/app.ts";
import { freePort } from "../../../../scripts/lib/ports.ts";
import { seeded } from "../../../../scripts/lib/seeded.ts";
import { startControlServer } from "./control-server.ts";
import type { World } from "./world.ts";

/** `start` runs the apps as in production; `dev` as in development, to try journeys while they are written. */
export type Mode = "start" | "dev";

export type RunningWorld = { world: World; stop(): Promise<void> };

/** Starts a throw-away Supabase and both apps. */
export async function startWorld(mode: Mode): Promise<RunningWorld> {
	const stops: (() => Promise<void>)[] = [];
	const stop = async () => {
		for (const end of stops.reverse()) await end();
	};
	try {
		return { world: await startAll(mode, stops), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function startAll(mode: Mode, stops: (() => Promise<void>)[]): Promise<World> {
	const [dashboardPort, demoPort] = [await freePort(), await freePort()];
	// Where the link of an invitation leads.
	const functionSecrets = { DASHBOARD_URL: `http://127.0.0.1:${dashboardPort}` };
	const stack = await step(
		"Supabase",
		() => startStack({ ephemeral: true, seed: true, port: 0, clock: true, functionSecrets }),
		({ url }) => url,
	);
	stops.push(stack.stop);
	const control = await startControlServer(stack.services);
	stops.push(control.stop);
	const env = appEnvironment(stack);
	const dashboard = await start("dashboard", { mode, env, port: dashboardPort });
	stops.push(dashboard.stop);
	const demo = await start("demo", { mode, env, port: demoPort });
	stops.push(demo.stop);
	return {
		supabaseUrl: stack.url,
		publishableKey: stack.publishableKey,
		secretKey: stack.secretKey,
		jwtSecret: stack.jwtSecret,
		adminDatabaseUrl: stack.adminDatabaseUrl,
		mailUrl: stack.mailUrl,
		dashboardUrl: dashboard.url,
		demoUrl: demo.url,
		controlUrl: control.url,
	};
}

function appEnvironment(supabase: { url: string; publishableKey: string }): Record<string, string> {
	return {
		NEXT_PUBLIC_SUPABASE_URL: supabase.url,
		NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: supabase.publishableKey,
		NEXT_PUBLIC_COSSISTANT_API_KEY: seeded.websiteKey,
		COSSISTANT_IDENTITY_SECRET: seeded.identitySecret,
	};
}

type StartOptions = { mode: Mode; env: Record<string, string>; port: number };

async function start(name: string, { mode, env, port }: StartOptions): Promise<App> {
	// What is NEXT_PUBLIC_ is frozen into a build, so each run builds for its own Supabase.
	if (mode === "start")
		await step(
			`Build ${name}`,
			() => buildApp(name, env),
			() => "done",
		);
	const app = startApp({ name, mode, port, env });
	await app.ready;
	return app;
}
