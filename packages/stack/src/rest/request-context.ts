import { AsyncLocalStorage } from "node:async_hooks";

/** What the database is told about the HTTP request it serves. */
export type RequestContext = {
	method: string;
	path: string;
	headers: Record<string, string>;
	/** What a call of a function sent in its body, by name. */
	argumentsOf?: Record<string, unknown> | undefined;
	/** The verified claims of the caller's token. */
	claims: { role?: string; sub?: string };
};

/** Carries the request from the gateway to the connection, which the library between them does not do. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
