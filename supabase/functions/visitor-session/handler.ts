import { visitorSessionRequest } from "@cossistant/protocol/schemas";
import { answerJson } from "../_shared/answer-json.ts";
import { parseJson } from "../_shared/parse-json.ts";
import type { Deps } from "./deps.ts";
import { openSession } from "./open-session.ts";

/** The longest request that makes sense: an identity token, a page and metadata leave room to spare. */
const MAX_BYTES = 64 * 1024;

/** Answers a page that asks who its visitor is: with a token, the website's face and the visitor. */
export function handle(request: Request, deps: Deps): Promise<Response> {
	return answerJson(request, {
		maxBytes: MAX_BYTES,
		report: deps.report,
		work: (json) =>
			openSession(parseJson(visitorSessionRequest, json), { headers: request.headers, deps }),
	});
}
