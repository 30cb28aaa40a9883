import { type CryptoKey, importJWK } from "jose";
import { z } from "zod";
import { EnvironmentError } from "../_shared/project-environment.ts";

/** The key that makes visitors' tokens, ready for use. */
export type SigningKey = {
	alg: "HS256" | "ES256";
	kid: string | undefined;
	key: CryptoKey | Uint8Array;
	/** Makes hashes of IP addresses that nobody without the signing key can try out. */
	addressSalt: Uint8Array<ArrayBuffer>;
};

const encoded = z.string().regex(/^[A-Za-z0-9_-]+$/, "is not base64url");

/** Members such as `key_ops` and `ext` are left out: they say how others used the key, and WebCrypto takes offence. */
const privateJwk = z.discriminatedUnion("kty", [
	z.object({
		kty: z.literal("oct"),
		alg: z.literal("HS256").default("HS256"),
		kid: z.string().optional(),
		k: encoded.min(43, "is shorter than 32 bytes"),
	}),
	z.object({
		kty: z.literal("EC"),
		alg: z.literal("ES256").default("ES256"),
		kid: z.string("is missing: verifiers find the public key by it"),
		crv: z.literal("P-256"),
		x: encoded,
		y: encoded,
		d: z.string("is missing: this is the public half, give the private key"),
	}),
]);

/** Reads the secret `COSSISTANT_SIGNING_KEY`: a private JSON Web Key, HS256 or ES256. */
export async function readSigningKey(text: string | undefined): Promise<SigningKey> {
	if (!text) throw problem("is missing");
	const parsed = privateJwk.safeParse(parseJson(text));
	if (!parsed.success) throw problem(describe(parsed.error));
	const { kid, ...jwk } = parsed.data;
	try {
		const key = await importJWK(jwk, jwk.alg);
		const addressSalt = await deriveSalt(jwk.kty === "oct" ? jwk.k : jwk.d);
		return { alg: jwk.alg, kid, key, addressSalt };
	} catch {
		throw problem("does not hold a valid key: its parts don't fit together");
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw problem("is not JSON");
	}
}

function describe({ issues }: z.ZodError): string {
	const [issue] = issues;
	const path = issue?.path.join(".");
	if (path === "kty") return `must be of type "oct" (HS256) or "EC" (ES256)`;
	return path ? `is not usable: "${path}" ${issue?.message}` : "is not one JSON Web Key";
}

async function deriveSalt(secret: string): Promise<Uint8Array<ArrayBuffer>> {
	const bytes = new TextEncoder().encode(secret);
	const hmac = { name: "HMAC", hash: "SHA-256" };
	const key = await crypto.subtle.importKey("raw", bytes, hmac, false, ["sign"]);
	const label = new TextEncoder().encode("visitor-session: client addresses");
	return new Uint8Array(await crypto.subtle.sign("HMAC", key, label));
}

function problem(what: string): EnvironmentError {
	return new EnvironmentError(
		`COSSISTANT_SIGNING_KEY ${what}. Without it no visitor gets a token. Make a key with \`supabase gen signing-key --algorithm ES256\`, import it under "JWT signing keys" in the project's settings, and give it to the functions with \`supabase secrets set COSSISTANT_SIGNING_KEY='<the key's JSON>'\`.`,
	);
}
