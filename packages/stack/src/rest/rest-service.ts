import { App } from "@supabase/lite";
import type { Service } from "../gateway/service.ts";
import { listenForCatalog } from "./catalog-listener.ts";
import { databaseErrorResponse } from "./database-error.ts";
import { missingRelation } from "./missing-relation.ts";
import { createOutage } from "./outage.ts";
import { requestContext } from "./request-context.ts";
import { createRestConnection } from "./rest-connection.ts";
import { type TokenVerifier, tokenErrorResponse } from "./token.ts";

export type RestOptions = {
	authenticatorUrl: string;
	adminUrl: string;
	verify: TokenVerifier;
	schemas: readonly string[];
	maxRows: number;
};

/** Starts the REST interface over the exposed schemas. */
export async function startRest(options: RestOptions): Promise<Service> {
	const rest = createRestConnection(options);
	const app = new App({
		connection: rest.connection,
		api: { enabled: true, schemas: [...options.schemas], max_rows: options.maxRows },
		auth: { enabled: false },
		options: { server: { apiKeys: { resolver: claimsOfRequest } } },
	} as unknown as ConstructorParameters<typeof App>[0]);
	const outage = createOutage();
	const listener = await listenForCatalog(options.adminUrl, {
		onChange: rest.reload,
		onLoss: outage.begin,
	});

	return {
		name: "rest",
		async fetch(request) {
			const path = new URL(request.url).pathname.replace(/^\/rest\/v1/, "");
			const token = (request.headers.get("authorization") ?? "").replace(/^Bearer\s+/i, "");
			const verified = await options.verify(token);
			if ("problem" in verified) return tokenErrorResponse(verified.problem);
			const headers = Object.fromEntries(request.headers);
			const { claims } = verified;
			const argumentsOf = await argumentsOfCall(request, path);
			const context = { method: request.method, path, headers, claims, argumentsOf };
			const work = async () =>
				(await missingRelation(rest.connection, context, options.schemas)) ??
				(await requestContext.run(context, () => app.fetch(withoutToken(request))));
			try {
				return await outage.orFail(work());
			} catch (error) {
				const response = databaseErrorResponse(error, "anon");
				if (response) return response;
				throw error;
			}
		},
		async stop() {
			await listener.stop();
			await rest.close();
		},
	};
}

/** The library takes the claims as those of an API key, so that it does not ask Auth about the caller. */
async function claimsOfRequest() {
	return { type: "publishable", claims: requestContext.getStore()?.claims ?? {} };
}

/** The body of a call of a function; nothing if it is not an object of JSON. */
async function argumentsOfCall(
	request: Request,
	path: string,
): Promise<Record<string, unknown> | undefined> {
	if (request.method !== "POST" || !path.startsWith("/rpc/")) return undefined;
	const body: unknown = await request
		.clone()
		.json()
		.catch(() => undefined);
	const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
	return isObject ? (body as Record<string, unknown>) : undefined;
}

function withoutToken(request: Request): Request {
	const headers = new Headers(request.headers);
	headers.delete("authorization");
	headers.set("apikey", "checked-by-the-gateway");
	return new Request(request, { headers });
}
