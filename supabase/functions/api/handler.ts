import { sha256 } from "../_shared/digest.ts";
import { parseJson } from "../_shared/parse-json.ts";
import { readJson } from "../_shared/read-json.ts";
import { bodyOf, Refusal, toRefusal } from "../_shared/refusal.ts";
import type { Rpc } from "../_shared/rest-rpc.ts";
import { findRoute } from "./find-route.ts";

/** The world of this function; tests bring their own. */
export type Deps = {
	rpc: Rpc;
	/** Hears of every failure that is not the caller's. */
	report: (failure: unknown) => void;
};

/**
 * Answers the site owner's backend. The database knows what the key may do; this knows where things are. No page of a
 * browser gets to read an answer: a secret key has no place there.
 */
export async function handle(request: Request, { rpc, report }: Deps): Promise<Response> {
	const headers = new Headers({ "cache-control": "no-store" });
	try {
		const { route, params, query } = findRoute(request, headers);
		const key_hash = await sha256(readKey(request));
		const json = route.body ? await readJson(request, route.maxBytes) : undefined;
		const args = route.arguments({
			params,
			query: parseJson(route.query, query),
			body: route.body ? parseJson(route.body, json) : undefined,
		});
		return Response.json(await rpc(route.calls, { key_hash, ...args }), { headers });
	} catch (thrown) {
		const refusal = toRefusal(thrown);
		if (refusal.status >= 500) report(refusal.cause ?? refusal);
		if (refusal.retryAfterSeconds !== undefined) {
			headers.set("retry-after", String(refusal.retryAfterSeconds));
		}
		return Response.json(bodyOf(refusal), { status: refusal.status, headers });
	}
}

function readKey(request: Request): string {
	const [, key] =
		/^Bearer (sk_[\w-]{8,100})$/i.exec(request.headers.get("authorization") ?? "") ?? [];
	if (key !== undefined) return key;
	throw new Refusal("api_key_invalid", {
		message: "This API is for backends, with a secret key.",
		hint: "Send the header Authorization: Bearer sk_…",
	});
}
