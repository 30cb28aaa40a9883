import { Refusal } from "../_shared/refusal.ts";
import { ROUTES, type Route } from "./routes.ts";

type Found = { route: Route; params: string[]; query: Record<string, string> };

/** The route of a request, or what is wrong with its address; says in `headers` what an address does take. */
export function findRoute(request: Request, headers: Headers): Found {
	const url = new URL(request.url);
	// In front of it stands what the platform puts there.
	const path = /\/api(\/v1\/.*)$/.exec(url.pathname)?.[1] ?? "";
	const here = ROUTES.flatMap((route) => {
		const params = matchPath(route.path, path);
		return params ? [{ route, params }] : [];
	});
	const found = here.find(({ route }) => route.method === request.method);
	if (found) return { ...found, query: Object.fromEntries(url.searchParams) };
	if (here.length === 0) throw new Refusal("address_not_found");
	const methods = here.map(({ route }) => route.method).join(", ");
	headers.set("allow", methods);
	throw new Refusal("method_not_allowed", { message: `This address takes ${methods}.` });
}

/** The values in the place of a pattern's `:names`, or null when a path is of another kind. */
function matchPath(pattern: string, path: string): string[] | null {
	const wanted = pattern.split("/");
	const given = path.split("/");
	const isAlike =
		wanted.length === given.length &&
		wanted.every((part, at) => (part.startsWith(":") ? given[at] !== "" : part === given[at]));
	return isAlike ? given.filter((_, at) => wanted[at]?.startsWith(":")).map(decode) : null;
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part).toWellFormed().replaceAll("\0", "");
	} catch {
		throw new Refusal("invalid_request", { hint: "Encode what stands in the address." });
	}
}
