import type { TestProject } from "vitest/node";
import { startStack } from "./stack.ts";
import type { StackInfo } from "./types.ts";

declare module "vitest" {
	interface ProvidedContext {
		/** The local Supabase this run shares: `inject("stack")`. */
		stack: StackInfo;
	}
}

/** One throw-away stack for all test files of a run. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
	// So many tests tell more in a minute than one project may, and what is told above that is lost.
	const realtime = { limits: { maxEventsPerSecond: 10_000 } };
	const stack = await startStack({ ephemeral: true, port: 0, realtime });
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
