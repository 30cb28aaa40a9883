import { createIdentityToken } from "@cossistant/node";
import { base64url, SignJWT } from "jose";
import { describe, expect, it, vi } from "vitest";
import { Refusal } from "../_shared/refusal.ts";
import { readIdentity } from "./identity.ts";
import { NOW, PUBLIC_KEY } from "./testing.ts";

const secret = "YWNtZS1kZW1vLWlkZW50aXR5LXNlY3JldC1mb3ItbG9jYWwtdXNl";
const older = "YW4tb2xkZXItc2VjcmV0LXRoYXQtc3RpbGwtbGl2ZXMtb24tMDAx";
const secrets = [
	{ kid: "demo", secret },
	{ kid: "older", secret: older },
];
const iat = NOW.getTime() / 1_000;
const good = { sub: "u1", aud: PUBLIC_KEY, iat, exp: iat + 3_600 };

const read = (token: string) =>
	readIdentity(
		{ token },
		{ publicKey: PUBLIC_KEY, now: NOW, identitySecrets: async () => secrets },
	);

/** Signs anything at all, as a forger or a careless backend might. */
function sign(claims: object, { kid = "demo", alg = "HS256", key = secret } = {}) {
	return new SignJWT({ ...claims })
		.setProtectedHeader({ alg, ...(kid && { kid }) })
		.sign(base64url.decode(key));
}

describe("an identity token", () => {
	it("made by the node package is verified, with all it says", async () => {
		const identity = {
			externalId: "u1",
			email: "vera@example.com",
			name: "Vera",
			image: "https://example.com/vera.png",
			metadata: { plan: "pro", seats: 3, trial: false, company: null },
		};

		const token = await createIdentityToken({
			secret: `demo.${secret}`,
			publicKey: PUBLIC_KEY,
			identity,
			now: NOW,
		});

		expect(await read(token)).toEqual({ ...identity, isVerified: true });
	});

	it("is good with any live secret, so that they can be exchanged", async () => {
		const token = await sign(good, { kid: "older", key: older });

		expect(await read(token)).toEqual({ externalId: "u1", isVerified: true });
	});

	it.each([
		["an audience written as a list", { ...good, aud: [PUBLIC_KEY] }],
		["a clock half a minute ahead", { ...good, iat: iat + 29, exp: iat + 29 + 86_400 }],
		["an end half a minute ago", { ...good, iat: iat - 60, exp: iat - 29 }],
		["no time of signing", { sub: "u1", aud: PUBLIC_KEY, exp: iat + 86_400 }],
	])("may have %s", async (_name, claims) => {
		expect(await read(await sign(claims))).toMatchObject({ isVerified: true });
	});

	it("that has ended says so", async () => {
		const refused = read(await sign({ ...good, iat: iat - 90, exp: iat - 31 }));

		await expect(refused).rejects.toMatchObject({ code: "identity_token_expired", status: 401 });
	});

	const unsigned = (header: object) =>
		`${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(good))}.`;
	const forged: [name: string, token: () => string | Promise<string>, hint: RegExp][] = [
		["no token", () => "hello", /not a signed/],
		["no signature, and says so", () => unsigned({ alg: "none", kid: "demo" }), /not HS256/],
		["no signature, and says HS256", () => unsigned({ alg: "HS256", kid: "demo" }), /signature/],
		["another algorithm", () => sign(good, { alg: "HS512" }), /not HS256/],
		["a kid of nobody", () => sign(good, { kid: "revoked" }), /kid/],
		["no kid", () => sign(good, { kid: "" }), /kid/],
		["another website's secret", () => sign(good, { key: older }), /signature/],
		["another website's public key", () => sign({ ...good, aud: "pk_other" }), /aud/],
		["no audience", () => sign({ sub: "u1", exp: iat + 60 }), /aud/],
		["no end", () => sign({ sub: "u1", aud: PUBLIC_KEY }), /exp/],
		["more than a day to live", () => sign({ ...good, exp: iat + 86_431 }), /a day/],
		[
			"more than a day to live, and hides it",
			() => sign({ sub: "u1", aud: PUBLIC_KEY, exp: iat + 86_431 }),
			/a day/,
		],
		["a time of signing to come", () => sign({ ...good, iat: iat + 31 }), /future/],
		["a time of signing that is none", () => sign({ ...good, iat: "now" }), /iat/],
		["nobody's id", () => sign({ aud: PUBLIC_KEY, exp: iat + 60 }), /sub/],
		["an empty id", () => sign({ ...good, sub: "" }), /sub/],
		["an email address that is none", () => sign({ ...good, email: "vera" }), /email/],
		["nested metadata", () => sign({ ...good, metadata: { plan: { a: 1 } } }), /metadata/],
	];

	it.each(forged)("is refused with its reason: %s", async (_name, token, hint) => {
		const refused = read(await token());

		await expect(refused).rejects.toBeInstanceOf(Refusal);
		await expect(refused).rejects.toMatchObject({
			code: "identity_token_invalid",
			status: 401,
			hint: expect.stringMatching(hint),
		});
	});

	it("is not blamed when the secrets can't be read", async () => {
		const outage = new Refusal("unavailable");
		const identitySecrets = vi.fn().mockRejectedValue(outage);

		const read = readIdentity(
			{ token: await sign(good) },
			{ publicKey: PUBLIC_KEY, now: NOW, identitySecrets },
		);

		await expect(read).rejects.toBe(outage);
	});
});
