import { startStack } from "@cossistant/stack";
import { step } from "../../../../scripts/bootstrap/report.mjs";
import { type App, buildApp, startApp } from "../../../../scripts/lib/app.ts";
import { freePort } from "../../../../scripts/lib/ports.ts";
import { seeded } from "../../../../scripts/lib/seeded.ts";
import { startControlServer } from "./control-server.ts";
import { shareWorld } from "./world.ts";

/** Starts a throw-away Supabase and both apps as they would run in production; answers with their end. */
export default async function setUp(): Promise<() => Promise<void>> {
	const stops: (() => Promise<void>)[] = [];
	const tearDown = async () => {
		for (const stop of stops.reverse()) await stop();
	};
	try {
		await startWorld(stops);
	} catch (error) {
		await tearDown();
		throw error;
	}
	return tearDown;
}

async function startWorld(stops: (() => Promise<void>)[]): Promise<void> {
	const stack = await step(
		"Supabase",
		() => startStack({ ephemeral: true, seed: true, port: 0 }),
		({ url }) => url,
	);
	stops.push(stack.stop);
	const control = await startControlServer(stack.services);
	stops.push(control.stop);
	const apps = await startApps({ supabaseUrl: stack.url, publishableKey: stack.publishableKey });
	stops.push(apps.dashboard.stop, apps.demo.stop);
	shareWorld({
		supabaseUrl: stack.url,
		publishableKey: stack.publishableKey,
		secretKey: stack.secretKey,
		jwtSecret: stack.jwtSecret,
		adminDatabaseUrl: stack.adminDatabaseUrl,
		mailUrl: stack.mailUrl,
		dashboardUrl: apps.dashboard.url,
		demoUrl: apps.demo.url,
		controlUrl: control.url,
	});
}

type Supabase = { supabaseUrl: string; publishableKey: string };

async function startApps({ supabaseUrl, publishableKey }: Supabase) {
	const [dashboardPort, demoPort] = [await freePort(), await freePort()];
	const env = {
		NEXT_PUBLIC_SUPABASE_URL: supabaseUrl,
		NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: publishableKey,
		NEXT_PUBLIC_DEMO_URL: `http://127.0.0.1:${demoPort}`,
		NEXT_PUBLIC_COSSISTANT_API_KEY: seeded.websiteKey,
		COSSISTANT_IDENTITY_SECRET: seeded.identitySecret,
	};
	return {
		dashboard: await buildAndStart("dashboard", dashboardPort, env),
		demo: await buildAndStart("demo", demoPort, env),
	};
}

async function buildAndStart(
	name: string,
	port: number,
	env: Record<string, string>,
): Promise<App> {
	// What is NEXT_PUBLIC_ is frozen into a build, so each run builds for its own Supabase.
	await step(
		`Build ${name}`,
		() => buildApp(name, env),
		() => "for production",
	);
	const app = startApp({ name, mode: "start", port, env });
	await app.ready;
	return app;
}
