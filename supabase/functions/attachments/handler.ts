import { attachmentLinkRequest } from "@cossistant/protocol/schemas";
import { answerJson } from "../_shared/answer-json.ts";
import { Refusal } from "../_shared/refusal.ts";
import { type Deps as FileDeps, openFile } from "./open-file.ts";

/** The world of this function; tests bring their own. */
export type Deps = FileDeps & {
	/** Hears of every failure that is not the caller's. */
	report: (failure: unknown) => void;
};

const MAX_BYTES = 4 * 1024;

/** Answers a caller who names a file of a conversation with a link to it. */
export function handle(request: Request, deps: Deps): Promise<Response> {
	return answerJson(request, {
		maxBytes: MAX_BYTES,
		report: deps.report,
		work: (json) =>
			openFile(parse(json).path, { authorization: request.headers.get("authorization"), deps }),
	});
}

function parse(json: unknown) {
	const parsed = attachmentLinkRequest.safeParse(json);
	if (parsed.success) return parsed.data;
	throw new Refusal("invalid_request", {
		hint: 'Send {"path": "<the url of a message\'s part>"}.',
	});
}
