import type { Handler, HandlerDeps } from "./index.ts";

/** Takes who has left the team out of some of their conversations; the database writes the job for the next. */
export function createUnassignMember({ rpc }: Pick<HandlerDeps, "rpc">): Handler {
	return async ({ payload: { organizationId, userId } }) => {
		await rpc("unassign_member", { organization_id: organizationId, user_id: userId });
	};
}
