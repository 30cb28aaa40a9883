import { parseSize } from "../../base/project-config.ts";
import {
	asCaller,
	type BucketRow,
	type StorageCall,
	type StorageContext,
	type Transaction,
} from "../storage-context.ts";
import { refuse } from "../storage-error.ts";

type BucketBody = {
	id?: string;
	name?: string;
	public?: boolean;
	file_size_limit?: number | string | null;
	allowed_mime_types?: string[] | null;
};

/** /bucket and /bucket/<id>: create, list, read, change, delete; policies on storage.buckets decide. */
export async function buckets(context: StorageContext, call: StorageCall): Promise<Response> {
	const { method } = call.request;
	const [, id, action] = call.segments;
	if (id === undefined)
		return method === "POST" ? create(context, call) : listBuckets(context, call);
	if (action === "empty" && method === "POST") return empty(context, call, id);
	if (method === "GET") return Response.json(await visibleBucket(context, call, id));
	if (method === "PUT") return change(context, call, id);
	if (method === "DELETE") return drop(context, call, id);
	throw refuse.badRequest(`${method} is not a method of a bucket`);
}

async function listBuckets(context: StorageContext, call: StorageCall): Promise<Response> {
	const rows = await asCaller(context, call, {
		operation: "bucket.list",
		work: (sql) => sql<BucketRow[]>`select * from storage.buckets order by name`,
	});
	return Response.json(rows.map(bucketJson));
}

async function create(context: StorageContext, call: StorageCall): Promise<Response> {
	const body = await bodyOf(call);
	const name = body.name ?? body.id;
	if (!name) throw refuse.badRequest("body must have required property 'name'");
	await asCaller(context, call, {
		operation: "bucket.create",
		work: (sql) => sql`
			insert into storage.buckets (id, name, owner_id, public, file_size_limit, allowed_mime_types)
			values (
				${body.id ?? name}, ${name}, ${call.claims.sub ?? null}, ${body.public ?? false},
				${sizeOf(body)}, ${body.allowed_mime_types ?? null}
			)`,
	});
	return Response.json({ name });
}

async function change(context: StorageContext, call: StorageCall, id: string): Promise<Response> {
	const body = await bodyOf(call);
	const changed = await asCaller(context, call, {
		operation: "bucket.update",
		work: (sql) => sql`
			update storage.buckets
			set public = coalesce(${body.public ?? null}, public),
				file_size_limit = ${body.file_size_limit === undefined ? sql`file_size_limit` : sizeOf(body)},
				allowed_mime_types =
					${body.allowed_mime_types === undefined ? sql`allowed_mime_types` : body.allowed_mime_types}
			where id = ${id} returning id`,
	});
	if (changed.length === 0) throw refuse.noBucket();
	return Response.json({ message: "Successfully updated" });
}

async function empty(context: StorageContext, call: StorageCall, id: string): Promise<Response> {
	const removed = await asCaller(context, call, {
		operation: "bucket.empty",
		async work(sql) {
			await requireBucket(sql, id);
			return sql<{ version: string }[]>`
				delete from storage.objects where bucket_id = ${id} returning version`;
		},
	});
	await context.files.remove(removed.map((row) => row.version));
	return Response.json({ message: "Successfully emptied" });
}

async function drop(context: StorageContext, call: StorageCall, id: string): Promise<Response> {
	const [filled] = await context.sql`select from storage.objects where bucket_id = ${id} limit 1`;
	if (filled) throw refuse.notEmpty();
	await asCaller(context, call, {
		operation: "bucket.delete",
		async work(sql) {
			await requireBucket(sql, id);
			return sql`delete from storage.buckets where id = ${id}`;
		},
	});
	return Response.json({ message: "Successfully deleted" });
}

function visibleBucket(context: StorageContext, call: StorageCall, id: string): Promise<object> {
	return asCaller(context, call, {
		operation: "bucket.get",
		work: async (sql) => bucketJson(await requireBucket(sql, id)),
	});
}

async function requireBucket(sql: Transaction, id: string): Promise<BucketRow> {
	const [bucket] = await sql<BucketRow[]>`select * from storage.buckets where id = ${id}`;
	if (!bucket) throw refuse.noBucket();
	return bucket;
}

async function bodyOf({ request }: StorageCall): Promise<BucketBody> {
	return (await request.json().catch(() => ({}))) as BucketBody;
}

function sizeOf({ file_size_limit: limit }: BucketBody): number | null {
	return typeof limit === "string" ? parseSize(limit) : (limit ?? null);
}

function bucketJson(bucket: BucketRow): object {
	const limit = bucket.file_size_limit === null ? null : Number(bucket.file_size_limit);
	return { ...bucket, file_size_limit: limit };
}
