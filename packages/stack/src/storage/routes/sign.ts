import { checkKey, objectPath } from "../names.ts";
import { asCaller, type StorageCall, type StorageContext } from "../storage-context.ts";
import { refuse } from "../storage-error.ts";
import { signUrl } from "../url-tokens.ts";
import { bucketRules, probeUpload } from "./upload.ts";

const UPLOAD_SECONDS = 2 * 60 * 60;

/** POST /object/sign/<bucket>/<key>: a link that opens without a key, for those who may read the object. */
export async function signDownload(context: StorageContext, call: StorageCall): Promise<Response> {
	const { bucket, key } = objectPath(call, 2);
	const { expiresIn } = await readJson<{ expiresIn?: number }>(call);
	const [visible] = await visibleNames(context, call, { bucket, keys: [key] });
	if (visible === undefined) throw refuse.noObject();
	return Response.json({ signedURL: await downloadUrl(context, `${bucket}/${key}`, expiresIn) });
}

/** POST /object/sign/<bucket>: the same for many; those one may not read get an error of their own. */
export async function signManyDownloads(
	context: StorageContext,
	call: StorageCall,
): Promise<Response> {
	const bucket = call.segments[2] as string;
	const { expiresIn, paths = [] } = await readJson<{ expiresIn?: number; paths?: string[] }>(call);
	const visible = new Set(await visibleNames(context, call, { bucket, keys: paths }));
	const links = paths.map(async (path) =>
		visible.has(path)
			? { error: null, path, signedURL: await downloadUrl(context, `${bucket}/${path}`, expiresIn) }
			: {
					error: "Either the object does not exist or you do not have access to it",
					path,
					signedURL: null,
				},
	);
	return Response.json(await Promise.all(links));
}

/** POST /object/upload/sign/<bucket>/<key>: a link to upload one object, for those who may insert it now. */
export async function signUpload(context: StorageContext, call: StorageCall): Promise<Response> {
	const { bucket, key } = objectPath(call, 3);
	const owner = call.claims.sub ?? null;
	const upsert = call.request.headers.get("x-upsert") === "true";
	await bucketRules(context, bucket);
	await probeUpload(context, call, {
		target: { bucket, key, upsert, owner },
		operation: "object.sign_upload_url",
	});
	const url = `${bucket}/${key}`;
	const claims = { owner: owner ?? undefined, upsert, scope: "upload" };
	const token = await signUrl(context, { url, expiresIn: UPLOAD_SECONDS, claims });
	return Response.json({ url: `/object/upload/sign/${encodePath(url)}?token=${token}`, token });
}

async function downloadUrl(
	context: StorageContext,
	url: string,
	expiresIn: number | undefined,
): Promise<string> {
	if (!Number.isInteger(expiresIn) || (expiresIn as number) < 1) {
		throw refuse.badRequest("body/expiresIn must be >= 1");
	}
	const token = await signUrl(context, { url, expiresIn: expiresIn as number });
	return `/object/sign/${encodePath(url)}?token=${token}`;
}

/** Which of these objects the caller may see. */
async function visibleNames(
	context: StorageContext,
	call: StorageCall,
	{ bucket, keys }: { bucket: string; keys: string[] },
): Promise<string[]> {
	for (const key of keys) checkKey(key);
	const rows = await asCaller(context, call, {
		operation: "object.sign",
		work: (sql) => sql<{ name: string }[]>`
			select name from storage.objects where bucket_id = ${bucket} and name = any (${keys})`,
	});
	return rows.map((row) => row.name);
}

// supabase-js encodes the answer once more, so what it does not touch must not be encoded here either.
function encodePath(path: string): string {
	return path.replace(/[?#]/g, encodeURIComponent);
}

async function readJson<Body>({ request }: StorageCall): Promise<Body> {
	return request.json().catch(() => {
		throw refuse.badRequest("body must be object");
	}) as Promise<Body>;
}
