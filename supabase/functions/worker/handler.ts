import { answerJson } from "../_shared/answer-json.ts";
import { Refusal } from "../_shared/refusal.ts";
import type { Database } from "./database.ts";
import { drain } from "./drain.ts";
import type { Handlers } from "./jobs/index.ts";
import { isSame } from "./same.ts";

/** The world of this function; tests bring their own. */
export type Deps = {
	database: Database;
	handlers: Handlers;
	/** The key that callers prove themselves with. */
	secretKey: string;
	/** Milliseconds, as Date.now counts them. */
	now: () => number;
	/** Hears of every failure that is not the caller's. */
	report: (failure: unknown) => void;
};

const MAX_BYTES = 1024;

/** Does what is due, for whoever holds the secret key, and answers how much that was. */
export function handle(request: Request, deps: Deps): Promise<Response> {
	return answerJson(request, {
		maxBytes: MAX_BYTES,
		report: deps.report,
		async work() {
			if (!(await isSame(request.headers.get("apikey") ?? "", deps.secretKey))) {
				throw new Refusal("api_key_invalid", {
					message: "The worker is called with the project's secret key.",
					hint: "Send it in the header apikey.",
				});
			}
			const drained = await drain(deps);
			await deps.database.keepHouse();
			return drained;
		},
	});
}
