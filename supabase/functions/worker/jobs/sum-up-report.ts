import type { Handler, HandlerDeps } from "./index.ts";

/** Brings a website's figures some seconds of work further; the database writes the job for the next. */
export function createSumUpReport({ rpc }: Pick<HandlerDeps, "rpc">): Handler {
	return async ({ payload: { websiteId } }) => {
		await rpc("sum_up_report", { website_id: websiteId });
	};
}
