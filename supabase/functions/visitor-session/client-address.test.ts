import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address.ts";

const behindProxy = (forwarded: string) =>
	clientAddress(new Headers({ "x-forwarded-for": forwarded }), { isHosted: false });

describe("the address a caller is counted by", () => {
	it("is the first hop", () => {
		expect(behindProxy("203.0.113.7, 10.0.0.1")).toBe("203.0.113.7");
	});

	it("on the hosted platform is not what the caller says", () => {
		const headers = new Headers({
			"x-forwarded-for": "1.1.1.1, 203.0.113.7",
			"cf-connecting-ip": "203.0.113.7",
		});

		expect(clientAddress(headers, { isHosted: true })).toBe("203.0.113.7");
		expect(clientAddress(headers, { isHosted: false })).toBe("1.1.1.1");
	});

	it("is one for a whole IPv6 network of one customer", () => {
		const spellings = [
			"2001:db8:0:7::1",
			"2001:DB8:0:7:ffff:1:2:3",
			"2001:0db8:0000:0007::",
			"2001:db8:0:7:0:0:0:1%eth0",
		];

		expect(new Set(spellings.map(behindProxy))).toEqual(new Set(["2001:db8:0:7::/64"]));
		expect(behindProxy("2001:db8:0:8::1")).not.toBe("2001:db8:0:7::/64");
		expect(behindProxy("::1")).toBe("0:0:0:0::/64");
		expect(behindProxy("fe80::1:2:3:4:5:6")).toBe("fe80:0:1:2::/64");
	});

	it("is the same for IPv4 written as IPv6", () => {
		expect(behindProxy("::ffff:203.0.113.7")).toBe("203.0.113.7");
	});

	it("is one bucket for all where nobody tells", () => {
		expect(clientAddress(new Headers(), { isHosted: true })).toBe("unknown");
		expect(behindProxy("")).toBe("unknown");
	});
});
