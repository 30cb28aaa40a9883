import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";

const policy = (isDevelopment: boolean) =>
	contentSecurityPolicy({ nonce: "n1", supabaseUrl: "https://abc.supabase.co", isDevelopment });

describe("content security policy", () => {
	it("lets scripts run by nonce alone", () => {
		expect(policy(false)).toContain("script-src 'self' 'nonce-n1' 'strict-dynamic';");
		expect(policy(false)).not.toContain("unsafe-eval");
		expect(policy(false)).not.toMatch(/script-src[^;]*unsafe-inline/);
	});

	it("lets the page call the project over HTTP and its socket, and nobody else", () => {
		expect(policy(false)).toContain(
			"connect-src 'self' https://abc.supabase.co wss://abc.supabase.co;",
		);
	});
});
