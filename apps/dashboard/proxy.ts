import { createServerClient } from "@supabase/ssr";
import { type NextRequest, NextResponse } from "next/server";
import { isPublicPath, isSignedOutOnly, signInPath } from "./lib/auth/paths.ts";
import { type Config, readConfig } from "./lib/config.ts";
import { publicUrl } from "./lib/public-url.ts";
import { contentSecurityPolicy } from "./lib/security/content-security-policy.ts";

/** Runs before every page: renews the session, keeps strangers out, and sets the content security policy. */
export async function proxy(request: NextRequest) {
	const read = readConfig(process.env);
	// The page itself says what is wrong with the configuration.
	if ("problems" in read) return NextResponse.next();

	const headers = securityHeaders(read.config);
	const { isSignedIn, cookies } = await renewSession(request, read.config);
	const response = answer(request, { isSignedIn, headers });
	for (const { name, value, options } of cookies) response.cookies.set(name, value, options);
	response.headers.set("content-security-policy", headers.policy);
	// A renewed session must never be kept by a cache in between.
	if (cookies.length > 0) response.headers.set("cache-control", "private, no-store");
	return response;
}

type SecurityHeaders = { nonce: string; policy: string };

function securityHeaders({ supabaseUrl }: Config): SecurityHeaders {
	const nonce = btoa(crypto.randomUUID());
	const isDevelopment = process.env.NODE_ENV === "development";
	return { nonce, policy: contentSecurityPolicy({ nonce, supabaseUrl, isDevelopment }) };
}

function answer(
	request: NextRequest,
	{ isSignedIn, headers }: { isSignedIn: boolean; headers: SecurityHeaders },
): NextResponse {
	const { pathname, search } = request.nextUrl;
	if (!isSignedIn && !isPublicPath(pathname)) {
		return NextResponse.redirect(publicUrl(request, signInPath(`${pathname}${search}`)));
	}
	if (isSignedIn && isSignedOutOnly(pathname)) {
		return NextResponse.redirect(publicUrl(request, "/"));
	}
	// Built now, so that the page sees the renewed cookies too.
	const forwarded = new Headers(request.headers);
	forwarded.set("x-nonce", headers.nonce);
	forwarded.set("content-security-policy", headers.policy);
	return NextResponse.next({ request: { headers: forwarded } });
}

type Cookie = { name: string; value: string; options: object };

async function renewSession(
	request: NextRequest,
	{ supabaseUrl, publishableKey }: Config,
): Promise<{ isSignedIn: boolean; cookies: readonly Cookie[] }> {
	const cookies: Cookie[] = [];
	const client = createServerClient(supabaseUrl, publishableKey, {
		cookies: {
			getAll: () => request.cookies.getAll(),
			setAll(changes) {
				for (const change of changes) {
					request.cookies.set(change.name, change.value);
					cookies.push(change);
				}
			},
		},
	});
	const { data, error } = await client.auth.getClaims();
	// When Auth can't be reached the session may well be good: the page says what is wrong.
	const isUnreachable = error?.name === "AuthRetryableFetchError";
	return { isSignedIn: isUnreachable || Boolean(data?.claims), cookies };
}

export const config = {
	matcher: [
		{
			source: "/((?!_next/static|_next/image|favicon.ico|icon.svg|.*\\.(?:png|svg|woff2)$).*)",
		},
	],
};
