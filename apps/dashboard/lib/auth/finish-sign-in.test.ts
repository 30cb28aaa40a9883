import { describe, expect, it } from "vitest";
import { readLink } from "./finish-sign-in.ts";

const read = (query: string) => readLink(new URLSearchParams(query));

describe("a link from an email", () => {
	it("brings a PKCE code", () => {
		expect(read("code=abc&next=/w")).toEqual({ kind: "code", code: "abc" });
	});

	it("brings a token hash with its type", () => {
		expect(read("token_hash=abc&type=recovery")).toEqual({
			kind: "token",
			tokenHash: "abc",
			type: "recovery",
		});
	});

	it("tells why it was refused, the exact code first", () => {
		expect(read("error=access_denied&error_code=otp_expired")).toEqual({
			kind: "refused",
			code: "otp_expired",
		});
		expect(read("error=access_denied")).toEqual({ kind: "refused", code: "access_denied" });
	});

	it.each(["", "token_hash=abc", "token_hash=abc&type=sms"])("is incomplete as %s", (query) => {
		expect(read(query)).toEqual({ kind: "refused", code: "link_incomplete" });
	});
});
