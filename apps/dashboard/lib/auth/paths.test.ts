import { describe, expect, it } from "vitest";
import {
	invitationPath,
	isPublicPath,
	isSignedOutOnly,
	safePath,
	signInPath,
	signUpPath,
} from "./paths.ts";

describe("the way after signing in", () => {
	it.each([
		["/w/1/open", "/w/1/open"],
		["/w/1/open?x=1", "/w/1/open?x=1"],
		["https://evil.example/", "/"],
		["//evil.example", "/"],
		["//evil.example//evil.example", "/"],
		["//evil.example/inbox", "/"],
		["/..//evil.example", "/"],
		["/.//evil.example", "/"],
		["/\\evil.example", "/"],
		["/\t/evil.example", "/"],
		["javascript:alert(1)", "/"],
		["", "/"],
		[null, "/"],
	])("%s leads to %s", (next, path) => {
		expect(safePath(next)).toBe(path);
	});

	it("is remembered by the sign-in page, unless it is the start", () => {
		expect(signInPath("/")).toBe("/sign-in");
		expect(signInPath("/w/1/open")).toBe("/sign-in?next=%2Fw%2F1%2Fopen");
	});
});

it("an invitation is still there after signing in, and after creating an account instead", () => {
	const path = invitationPath("a+b/c");

	for (const page of [signInPath(path), signUpPath(path)]) {
		expect(safePath(new URL(page, "http://desk").searchParams.get("next"))).toBe(path);
	}
	expect(new URL(path, "http://desk").searchParams.get("token")).toBe("a+b/c");
	expect(isPublicPath("/invitations/accept")).toBe(false);
});

describe("pages", () => {
	it("are public only where a session comes from", () => {
		expect(isPublicPath("/sign-in")).toBe(true);
		expect(isPublicPath("/auth/callback")).toBe(true);
		expect(isPublicPath("/sign-insecure")).toBe(false);
		expect(isPublicPath("/w/1/open")).toBe(false);
		expect(isPublicPath("/reset-password")).toBe(false);
	});

	it("for signing in are left when signed in, the callback is not", () => {
		expect(isSignedOutOnly("/sign-in")).toBe(true);
		expect(isSignedOutOnly("/auth/callback")).toBe(false);
	});
});
