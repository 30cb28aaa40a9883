import { parseUrl } from "../parse-url.ts";

/** Pages that need no session. */
const PUBLIC = ["/sign-in", "/sign-up", "/forgot-password", "/auth"];

/** Pages that make sense only without a session. */
const SIGNED_OUT_ONLY = ["/sign-in", "/sign-up", "/forgot-password"];

/** Whether a page may be seen by anybody. */
export function isPublicPath(pathname: string): boolean {
	return PUBLIC.some((path) => isWithin(pathname, path));
}

/** Whether somebody who is signed in has no business on a page. */
export function isSignedOutOnly(pathname: string): boolean {
	return SIGNED_OUT_ONLY.some((path) => isWithin(pathname, path));
}

/** A way within this app, or the start: a link must never lead elsewhere after signing in. */
export function safePath(next: string | null | undefined): string {
	if (!next?.startsWith("/")) return "/";
	const base = "http://here.invalid";
	const url = parseUrl(next, base);
	// `/..//host` is of this origin, but what is left of it after `..` leads to another.
	if (url === null || url.origin !== base || url.pathname.startsWith("//")) return "/";
	return `${url.pathname}${url.search}`;
}

/** Where to sign in, and where to go on afterwards. */
export function signInPath(next: string): string {
	return withNext("/sign-in", next);
}

/** Where to create an account, and where to go on afterwards. */
export function signUpPath(next: string): string {
	return withNext("/sign-up", next);
}

/** Where an invitation is accepted. */
export function invitationPath(token: string): string {
	return `/invitations/accept?token=${encodeURIComponent(token)}`;
}

function withNext(page: string, next: string): string {
	const path = safePath(next);
	return path === "/" ? page : `${page}?next=${encodeURIComponent(path)}`;
}

function isWithin(pathname: string, path: string): boolean {
	return pathname === path || pathname.startsWith(`${path}/`);
}
