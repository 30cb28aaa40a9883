import { exportJWK, generateKeyPair } from "jose";
import { describe, expect, it } from "vitest";
import { EnvironmentError } from "../_shared/project-environment.ts";
import { readSigningKey } from "./signing-key.ts";
import { SYMMETRIC_KEY } from "./testing.ts";

const pair = await generateKeyPair("ES256", { extractable: true });
const ec = { ...(await exportJWK(pair.privateKey)), kid: "k1", alg: "ES256" };
const stranger = await generateKeyPair("ES256", { extractable: true });
const other = await exportJWK(stranger.publicKey);

describe("the signing key", () => {
	it("is a symmetric key, or an elliptic one with its id", async () => {
		expect(await readSigningKey(JSON.stringify(SYMMETRIC_KEY))).toMatchObject({ alg: "HS256" });
		expect(await readSigningKey(JSON.stringify(ec))).toMatchObject({ alg: "ES256", kid: "k1" });
	});

	const { kid: _kid, ...nameless } = ec;
	const { d: _d, ...publicHalf } = ec;
	it.each([
		["nothing", undefined, /is missing/],
		["no JSON", "secret", /is not JSON/],
		["a list of keys", JSON.stringify([ec]), /is not one JSON Web Key/],
		["an RSA key", JSON.stringify({ kty: "RSA", n: "x" }), /"oct" \(HS256\) or "EC"/],
		["a short secret", JSON.stringify({ kty: "oct", k: "c2hvcnQ" }), /shorter than 32 bytes/],
		["another algorithm", JSON.stringify({ ...SYMMETRIC_KEY, alg: "HS512" }), /"alg"/],
		["an elliptic key without id", JSON.stringify(nameless), /"kid" is missing/],
		["the public half", JSON.stringify(publicHalf), /the public half/],
		["another curve", JSON.stringify({ ...ec, crv: "P-384" }), /"crv"/],
		["halves of two keys", JSON.stringify({ ...ec, x: other.x, y: other.y }), /don't fit/],
	])("is refused with what to do: %s", async (_name, text, message) => {
		const refused = readSigningKey(text);

		await expect(refused).rejects.toThrow(EnvironmentError);
		await expect(refused).rejects.toThrow(message);
		await expect(refused).rejects.toThrow("supabase secrets set COSSISTANT_SIGNING_KEY");
	});

	it("is not told by its refusal", async () => {
		const text = JSON.stringify({ kty: "oct", k: "c2hvcnQtc2VjcmV0" });

		await expect(readSigningKey(text)).rejects.not.toThrow("c2hvcnQtc2VjcmV0");
	});
});
