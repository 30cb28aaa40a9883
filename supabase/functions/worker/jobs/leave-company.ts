import type { Handler, HandlerDeps } from "./index.ts";

/** Takes some contacts out of a deleted company; the database writes the job for the next. */
export function createLeaveCompany({ rpc }: Pick<HandlerDeps, "rpc">): Handler {
	return async ({ payload: { websiteId, companyId } }) => {
		await rpc("leave_company", { website_id: websiteId, company_id: companyId });
	};
}
