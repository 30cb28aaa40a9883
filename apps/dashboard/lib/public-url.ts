type Request = { headers: Headers; nextUrl: URL };

/**
 * A path of this app as the browser knows it. Behind a proxy the server's own idea of its host
 * (and on one machine, of `localhost` against `127.0.0.1`) is not the browser's, and cookies are bound to that.
 */
export function publicUrl({ headers, nextUrl }: Request, path: string): URL {
	const host = headers.get("x-forwarded-host") ?? headers.get("host") ?? nextUrl.host;
	const protocol = headers.get("x-forwarded-proto") ?? nextUrl.protocol.replace(":", "");
	return new URL(path, `${protocol.split(",")[0]}://${host}`);
}
