import type { TestProject } from "vitest/node";
import { startStack } from "./stack.ts";
import type { StackInfo, StackOptions } from "./types.ts";

declare module "vitest" {
	interface ProvidedContext {
		/** The local Supabase this run shares: `inject("stack")`. */
		stack: StackInfo;
	}
}

/** One throw-away stack for all test files of a run. */
export default function setup(project: TestProject): Promise<() => Promise<void>> {
	// So many tests tell more in a minute than one project may, and what is told above that is lost.
	return share(project, { realtime: { limits: { maxEventsPerSecond: 10_000 } } });
}

/** Starts a throw-away stack for the test files of a project; the answer stops it. */
export async function share(
	{ provide }: TestProject,
	options: StackOptions,
): Promise<() => Promise<void>> {
	const stack = await startStack({ ephemeral: true, port: 0, ...options });
	const { url, publishableKey, secretKey, jwtSecret, databaseUrl, adminDatabaseUrl, mailUrl } =
		stack;
	provide("stack", {
		url,
		publishableKey,
		secretKey,
		jwtSecret,
		databaseUrl,
		adminDatabaseUrl,
		mailUrl,
	});
	return () => stack.stop();
}
