import { readJson } from "./read-json.ts";
import { bodyOf, Refusal, toRefusal } from "./refusal.ts";

type Endpoint = {
	maxBytes: number;
	/** Makes the answer of a request's JSON; throws a `Refusal` to end it otherwise. */
	work: (json: unknown) => Promise<object>;
	/** Hears of every failure that is ours, not the caller's. */
	report: (failure: unknown) => void;
};

/** Answers one POST of JSON with JSON, to pages of any origin, with every failure as a code and a sentence. */
export async function answerJson(
	request: Request,
	{ maxBytes, work, report }: Endpoint,
): Promise<Response> {
	if (request.method === "OPTIONS") return answerPreflight(request);
	try {
		if (request.method !== "POST") throw new Refusal("method_not_allowed");
		const json = await readJson(request, maxBytes);
		return Response.json(await work(json), { headers: headersFor(request) });
	} catch (thrown) {
		const refusal = toRefusal(thrown);
		if (refusal.status >= 500) report(refusal.cause ?? refusal);
		return answerRefusal(request, refusal);
	}
}

/** Answers with a refusal, whatever is asked. */
export function answerRefusal(request: Request, refusal: Refusal): Response {
	if (request.method === "OPTIONS") return answerPreflight(request);
	const { status, retryAfterSeconds } = refusal;
	const headers = headersFor(request);
	if (retryAfterSeconds !== undefined) headers.set("retry-after", String(retryAfterSeconds));
	if (refusal.code === "method_not_allowed") headers.set("allow", "POST, OPTIONS");
	return Response.json(bodyOf(refusal), { status, headers });
}

function answerPreflight(request: Request): Response {
	const headers = headersFor(request);
	headers.set("access-control-allow-methods", "POST, OPTIONS");
	headers.set("access-control-allow-headers", "authorization, x-client-info, apikey, content-type");
	headers.set("access-control-max-age", "86400");
	return new Response(null, { status: 204, headers });
}

/** A page of any origin may read the answer: whether it gets one worth reading is not for CORS to decide. */
function headersFor(request: Request): Headers {
	const headers = new Headers({ "cache-control": "no-store", vary: "origin" });
	const origin = request.headers.get("origin");
	if (origin !== null) {
		headers.set("access-control-allow-origin", origin);
		headers.set("access-control-expose-headers", "retry-after");
	}
	return headers;
}
