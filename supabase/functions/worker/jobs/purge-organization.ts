import type { Handler, HandlerDeps } from "./index.ts";

/** Takes some rows of a deleted organization away; the database writes the job for the next. */
export function createPurgeOrganization({ rpc }: Pick<HandlerDeps, "rpc">): Handler {
	return async ({ payload }) => {
		await rpc("purge_organization", { id: payload.organizationId });
	};
}
