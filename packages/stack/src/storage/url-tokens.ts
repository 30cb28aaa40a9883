import { errors, jwtVerify, SignJWT } from "jose";
import type { StorageCall, StorageContext } from "./storage-context.ts";
import { refuse } from "./storage-error.ts";

/** Signs a link to one object. */
export function signUrl(
	{ jwtSecret }: StorageContext,
	{ url, expiresIn, claims = {} }: { url: string; expiresIn: number; claims?: object },
): Promise<string> {
	const now = Math.floor(Date.now() / 1000);
	return new SignJWT({ url, ...claims })
		.setProtectedHeader({ alg: "HS256", typ: "JWT" })
		.setIssuedAt(now)
		.setExpirationTime(now + expiresIn)
		.sign(new TextEncoder().encode(jwtSecret));
}

/** Throws unless the link's token was signed here, still holds, and is for this object. */
export async function checkUrlToken(
	context: StorageContext,
	call: StorageCall,
	path: string,
): Promise<void> {
	const token = await readToken(context, call);
	if (token.url !== path || token.scope === "upload")
		throw refuse.badToken("The signature is invalid");
}

/** The permission an upload link carries for this object. */
export async function readUploadToken(
	context: StorageContext,
	call: StorageCall,
	path: string,
): Promise<{ owner: string | null; upsert: boolean }> {
	const { url, scope, owner, upsert } = await readToken(context, call);
	if (url !== path || scope !== "upload") throw refuse.badToken("The signature is invalid");
	return { owner: typeof owner === "string" ? owner : null, upsert: upsert === true };
}

async function readToken({ jwtSecret }: StorageContext, { url }: StorageCall) {
	const token = url.searchParams.get("token");
	if (!token) throw refuse.badRequest("querystring must have required property 'token'");
	try {
		const { payload } = await jwtVerify(token, new TextEncoder().encode(jwtSecret));
		return payload;
	} catch (error) {
		const expired = error instanceof errors.JWTExpired;
		throw refuse.badToken(
			expired ? '"exp" claim timestamp check failed' : "signature verification failed",
		);
	}
}
