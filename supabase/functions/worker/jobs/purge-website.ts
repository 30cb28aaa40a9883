import type { Handler, HandlerDeps } from "./index.ts";

/** Takes some rows of a deleted website away; the database writes the job for the next. */
export function createPurgeWebsite({ rpc }: Pick<HandlerDeps, "rpc">): Handler {
	return async ({ payload }) => {
		await rpc("purge_website", { id: payload.websiteId });
	};
}
