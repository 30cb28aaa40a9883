import { objectPath } from "../names.ts";
import {
	asCaller,
	type ObjectRow,
	type StorageCall,
	type StorageContext,
} from "../storage-context.ts";
import { refuse } from "../storage-error.ts";
import { checkUrlToken } from "../url-tokens.ts";
import { bucketRules } from "./upload.ts";

/** GET and HEAD /object/[authenticated/]<bucket>/<key>: for those whose policies show the object. */
export async function download(context: StorageContext, call: StorageCall): Promise<Response> {
	const leading = call.segments[1] === "authenticated" ? 2 : 1;
	const { bucket, key } = objectPath(call, leading);
	const isHead = call.request.method === "HEAD";
	const row = await findAsCaller(context, call, {
		bucket,
		key,
		operation: isHead ? "object.head_authenticated_info" : "object.get_authenticated",
	});
	return serve(context, call, row);
}

/** GET /object/public/<bucket>/<key>: for everybody, where the bucket is public. */
export async function downloadPublic(
	context: StorageContext,
	call: StorageCall,
): Promise<Response> {
	const { bucket, key } = objectPath(call, 2);
	if (!(await bucketRules(context, bucket)).public) throw refuse.noBucket();
	return serve(context, call, await findAsOwner(context, { bucket, key }));
}

/** GET /object/sign/<bucket>/<key>?token=: for whoever has the link, until it expires. */
export async function downloadSigned(
	context: StorageContext,
	call: StorageCall,
): Promise<Response> {
	const { bucket, key } = objectPath(call, 2);
	await checkUrlToken(context, call, `${bucket}/${key}`);
	return serve(context, call, await findAsOwner(context, { bucket, key }));
}

/** GET /object/info/[authenticated/]<bucket>/<key>: what is known of the object. */
export async function info(context: StorageContext, call: StorageCall): Promise<Response> {
	const leading = call.segments[2] === "authenticated" ? 3 : 2;
	const { bucket, key } = objectPath(call, leading);
	const operation = "object.get_authenticated_info";
	const row = await findAsCaller(context, call, { bucket, key, operation });
	return Response.json({
		id: row.id,
		name: row.name,
		version: row.version,
		bucket_id: row.bucket_id,
		size: row.metadata?.size ?? null,
		content_type: row.metadata?.mimetype ?? null,
		cache_control: row.metadata?.cacheControl ?? null,
		etag: row.metadata?.eTag ?? null,
		metadata: row.user_metadata,
		last_modified: row.updated_at,
		created_at: row.created_at,
	});
}

type Place = { bucket: string; key: string };

async function findAsCaller(
	context: StorageContext,
	call: StorageCall,
	{ bucket, key, operation }: Place & { operation: string },
): Promise<ObjectRow> {
	const [row] = await asCaller(context, call, {
		operation,
		work: (sql) => sql<ObjectRow[]>`
			select * from storage.objects where bucket_id = ${bucket} and name = ${key}`,
	});
	if (!row) throw refuse.noObject();
	return row;
}

async function findAsOwner({ sql }: StorageContext, { bucket, key }: Place): Promise<ObjectRow> {
	const [row] = await sql<ObjectRow[]>`
		select * from storage.objects where bucket_id = ${bucket} and name = ${key}`;
	if (!row) throw refuse.noObject();
	return row;
}

function serve(context: StorageContext, call: StorageCall, row: ObjectRow): Response {
	const { request } = call;
	const size = row.metadata?.size ?? 0;
	const headers = headersOf(row, call);
	if (request.headers.get("if-none-match") === row.metadata?.eTag) {
		return new Response(null, { status: 304, headers });
	}
	const range = rangeOf(request.headers.get("range"), size);
	if (range === "unsatisfiable") throw refuse.badRange();
	const length = range ? range.end - range.start + 1 : size;
	headers["content-length"] = String(length);
	if (range) headers["content-range"] = `bytes ${range.start}-${range.end}/${size}`;
	const status = range ? 206 : 200;
	if (request.method === "HEAD") return new Response(null, { status, headers });
	return new Response(context.files.read(row.version, range), { status, headers });
}

function headersOf(
	{ metadata, updated_at }: ObjectRow,
	{ url }: StorageCall,
): Record<string, string> {
	const download = url.searchParams.get("download");
	return {
		"content-type": servedType(metadata?.mimetype ?? "application/octet-stream"),
		"cache-control": metadata?.cacheControl ?? "no-cache",
		etag: metadata?.eTag ?? "",
		"last-modified": updated_at.toUTCString(),
		"accept-ranges": "bytes",
		"x-content-type-options": "nosniff",
		"x-robots-tag": "none",
		...(download === null ? {} : { "content-disposition": disposition(download) }),
	};
}

/** A page somebody uploaded must not run under the project's own address: hosted serves it as text. */
function servedType(mimeType: string): string {
	return mimeType.replace(/^text\/html/i, "text/plain");
}

function disposition(fileName: string): string {
	if (fileName === "") return "attachment;";
	const encoded = encodeURIComponent(fileName);
	return `attachment; filename=${encoded}; filename*=UTF-8''${encoded};`;
}

function rangeOf(
	header: string | null,
	size: number,
): { start: number; end: number } | "unsatisfiable" | undefined {
	const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
	if (from === "" && to === "") return undefined;
	const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
	const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
	return start > end ? "unsatisfiable" : { start, end };
}
