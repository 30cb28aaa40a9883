import type { Handler, HandlerDeps } from "./index.ts";

/** Takes a deleted tag off some of its conversations; the database writes the job for the next. */
export function createUntag({ rpc }: Pick<HandlerDeps, "rpc">): Handler {
	return async ({ payload: { websiteId, tagId } }) => {
		await rpc("untag", { website_id: websiteId, tag_id: tagId });
	};
}
