const METHODS = "GET, HEAD, PUT, PATCH, POST, DELETE, OPTIONS";
const EXPOSED =
	"Content-Range, Range, Content-Location, Content-Encoding, Location, Preference-Applied, X-Total-Count, Link, " +
	// Without the version a browser's supabase-js reads no error codes of Auth.
	"sb-error-code, X-Sb-Error-Code, X-Supabase-Api-Version";

/** Any origin may call, as on hosted projects. */
export function corsHeaders(request: Request): Record<string, string> {
	return {
		"access-control-allow-origin": "*",
		"access-control-expose-headers": EXPOSED,
		...(request.method === "OPTIONS"
			? {
					"access-control-allow-methods": METHODS,
					"access-control-allow-headers":
						request.headers.get("access-control-request-headers") ?? "*",
					"access-control-max-age": "3600",
				}
			: {}),
	};
}

/** The answer to the question whether a call would be allowed. */
export function preflight(request: Request): Response {
	return new Response(null, { status: 200, headers: corsHeaders(request) });
}

/** The response with the headers that let a page read it; what the service set itself stays. */
export function withCors(response: Response, request: Request): Response {
	const headers = new Headers(response.headers);
	for (const [name, value] of Object.entries(corsHeaders(request))) {
		if (!headers.has(name)) headers.set(name, value);
	}
	return new Response(response.body, {
		status: response.status,
		statusText: response.statusText,
		headers,
	});
}
