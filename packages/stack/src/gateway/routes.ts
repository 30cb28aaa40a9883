import { handleMail } from "../mail/mail-handler.ts";
import type { Mailbox } from "../mail/mailbox.ts";
import { type ApiKeys, admit } from "./api-keys.ts";
import { preflight, withCors } from "./cors.ts";
import type { Service } from "./service.ts";

export type RouteOptions = {
	apiKeys: ApiKeys;
	/** A service by its name in the path, while it runs. */
	service(name: string): Service | undefined;
	mailbox: Mailbox;
};

/** Answers what is not passed on to another port: REST, Auth, Storage and the mail page. */
export async function route(request: Request, options: RouteOptions): Promise<Response> {
	const path = new URL(request.url).pathname;
	// No other page may read the mails of this machine, so this answers without CORS.
	if (path === "/mail" || path.startsWith("/mail/")) return handleMail(request, options.mailbox);
	if (request.method === "OPTIONS") return preflight(request);
	return withCors(await toService(request, path, options), request);
}

async function toService(
	request: Request,
	path: string,
	{ apiKeys, service }: RouteOptions,
): Promise<Response> {
	const name = /^\/(rest|auth|storage)\/v1(?:\/|$)/.exec(path)?.[1];
	if (name === undefined) return notFound();
	const target = service(name);
	if (!target) return unavailable(name);
	if (isOpen(request.method, path)) return inTime(name, target.fetch(request));
	const admitted = await admit({ headers: request.headers, url: new URL(request.url) }, apiKeys);
	if (admitted instanceof Response) return admitted;
	const headers = new Headers(request.headers);
	headers.set("authorization", admitted.authorization);
	headers.delete("apikey");
	return inTime(name, target.fetch(new Request(request, { headers })));
}

const ANSWERS_WITHIN_MS = 60_000;

/** REST and Auth answer within a minute or not at all; files take the time they take. */
function inTime(name: string, answer: Promise<Response> | Response): Promise<Response> | Response {
	if (name === "storage") return answer;
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<Response>((resolve) => {
		const response = () =>
			Response.json({ message: "The upstream server is timing out" }, { status: 504 });
		timer = setTimeout(() => resolve(response()), ANSWERS_WITHIN_MS);
	});
	return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** Paths that a browser opens from a mail or a link, where no key can be sent. */
function isOpen(method: string, path: string): boolean {
	if (/^\/auth\/v1\/(verify|callback|authorize|health|\.well-known\/.*)$/.test(path)) return true;
	// To make a link takes a key, to follow it takes none.
	return (
		["GET", "HEAD"].includes(method) &&
		/^\/storage\/v1\/(object\/(public|sign)|render\/image\/(public|sign)|status)(\/|$)/.test(path)
	);
}

/** The answer for a service that was stopped. */
export function unavailable(name: string): Response {
	return Response.json({ message: `The service ${name} is not running` }, { status: 503 });
}

function notFound(): Response {
	return Response.json({ message: "no Route matched with those values" }, { status: 404 });
}
