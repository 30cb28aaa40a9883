import { generateKeyPairSync } from "node:crypto";
import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { createVerifier } from "./verifier.ts";

const NOW = 1_800_000_000_000;
const EXP = NOW / 1000 + 60;
const secret = Buffer.from("a secret of the project, long enough");
const other = Buffer.from("another secret, which has a key id too");
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

const verify = createVerifier({
	jwks: {
		keys: [
			{ kty: "oct", k: secret.toString("base64url") },
			{ kty: "oct", k: other.toString("base64url"), kid: "other" },
			{ ...publicKey.export({ format: "jwk" }), kid: "ec", alg: "ES256" },
		],
	},
	apiKeys: { publishable: "sb_publishable_1", secret: "sb_secret_1" },
	now: () => NOW,
});

function sign(
	claims: Record<string, unknown>,
	{
		key = secret,
		...header
	}: { key?: Parameters<SignJWT["sign"]>[0]; alg?: string; kid?: string } = {},
): Promise<string> {
	return new SignJWT(claims).setProtectedHeader({ alg: "HS256", ...header }).sign(key);
}

const GOOD = { role: "authenticated", exp: EXP };

describe("tokens that are good", () => {
	it("are signed with the secret, by a named oct key or by ES256", async () => {
		const tokens = [
			await sign(GOOD),
			await sign(GOOD, { key: other, kid: "other" }),
			await sign(GOOD, { kid: "unknown" }),
			await sign(GOOD, { key: privateKey, alg: "ES256", kid: "ec" }),
		];
		for (const token of tokens) expect((await verify(token)).claims).toEqual(GOOD);
	});

	it("are the API keys, as roles", async () => {
		expect((await verify("sb_publishable_1")).claims.role).toBe("anon");
		expect((await verify("sb_secret_1")).claims.role).toBe("service_role");
	});
});

describe("tokens that are not", () => {
	const signer = (kid: string) =>
		`Failed to generate JWT signer${kid}, check your JWT secret or JWKS configuration`;

	it.each([
		["garbage", async () => "garbage", "The token provided is not a valid JWT"],
		[
			"an API key of somebody else",
			async () => "sb_publishable_2",
			"The token provided is not a valid JWT",
		],
		[
			"forged",
			() => sign(GOOD, { key: Buffer.from("x".repeat(32)) }),
			"Failed to validate JWT signature",
		],
		[
			"of a key nobody knows",
			() => sign(GOOD, { key: privateKey, alg: "ES256", kid: "no" }),
			signer(' for key ID (kid) "no"'),
		],
		["of a key nobody names", () => sign(GOOD, { key: privateKey, alg: "ES256" }), signer("")],
		["without a role", () => sign({ exp: EXP }), "Fields `role` and `exp` are required in JWT"],
		[
			"without an expiry",
			() => sign({ role: "anon" }),
			"Fields `role` and `exp` are required in JWT",
		],
		["expired", () => sign({ ...GOOD, exp: NOW / 1000 - 7 }), "Token has expired 7 seconds ago"],
		["expiring now", () => sign({ ...GOOD, exp: NOW / 1000 }), "Token has expired 0 seconds ago"],
	])("%s", async (_what, token, message) => {
		await expect(token().then(verify)).rejects.toMatchObject({ name: "TokenError", message });
	});

	it("unsigned, or signed as another kind of key", async () => {
		const [header, payload] = [{ alg: "none" }, GOOD].map((part) =>
			Buffer.from(JSON.stringify(part)).toString("base64url"),
		);
		await expect(verify(`${header}.${payload}.`)).rejects.toMatchObject({ kind: "signer" });
		const spki = publicKey.export({ format: "pem", type: "spki" });
		const confused = await sign(GOOD, { key: Buffer.from(spki), kid: "ec" });
		await expect(verify(confused)).rejects.toMatchObject({ kind: "signature" });
	});
});
