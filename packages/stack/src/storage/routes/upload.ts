import { objectPath } from "../names.ts";
import {
	type BucketRow,
	type ObjectMetadata,
	type StorageCall,
	type StorageContext,
	type Transaction,
	tryAsCaller,
} from "../storage-context.ts";
import { refuse } from "../storage-error.ts";
import { readUpload, takesMimeType } from "../upload-body.ts";
import { readUploadToken } from "../url-tokens.ts";

type Target = {
	bucket: string;
	key: string;
	/** Whether an object of that name is replaced. */
	upsert: boolean;
	owner: string | null;
};

/** POST and PUT /object/<bucket>/<key>: the policies are asked first, then the body is taken. */
export async function upload(context: StorageContext, call: StorageCall): Promise<Response> {
	const { bucket, key } = objectPath(call, 1);
	const replaces = call.request.method === "PUT";
	const upsert = replaces || call.request.headers.get("x-upsert") === "true";
	const target = { bucket, key, upsert, owner: call.claims.sub ?? null };
	const rules = await bucketRules(context, bucket);
	if (replaces) await requireObject(context, target);
	await probeUpload(context, call, {
		target,
		operation: replaces ? "object.upload_update" : "object.upload",
	});
	return store(context, call, { target, rules });
}

/** PUT /object/upload/sign/<bucket>/<key>?token=: the token stands for the permission asked when it was made. */
export async function uploadSigned(context: StorageContext, call: StorageCall): Promise<Response> {
	const { bucket, key } = objectPath(call, 3);
	const permission = await readUploadToken(context, call, `${bucket}/${key}`);
	const rules = await bucketRules(context, bucket);
	const target = { bucket, key, ...permission };
	if (!permission.upsert && (await objectExists(context, target))) throw refuse.exists();
	return store(context, call, { target, rules });
}

/** Throws unless the caller's policies let him write this object. */
export async function probeUpload(
	context: StorageContext,
	call: StorageCall,
	{ target, operation }: { target: Target; operation: string },
): Promise<void> {
	await tryAsCaller(context, call, {
		operation,
		work: (sql) => writeRow(sql, { target, version: "probe", metadata: null, userMetadata: null }),
	});
}

/** What the bucket says of its files; found whoever asks. */
export async function bucketRules({ sql }: StorageContext, id: string): Promise<BucketRow> {
	const [bucket] = await sql<BucketRow[]>`select * from storage.buckets where id = ${id}`;
	if (!bucket) throw refuse.noBucket();
	return bucket;
}

async function store(
	context: StorageContext,
	call: StorageCall,
	{ target, rules }: { target: Target; rules: BucketRow },
): Promise<Response> {
	const { sql, files, fileSizeLimit } = context;
	const limit = Math.min(fileSizeLimit, Number(rules.file_size_limit ?? fileSizeLimit));
	const body = await readUpload(call.request, limit);
	if (!takesMimeType(rules.allowed_mime_types, body.mimeType)) throw refuse.mimeType(body.mimeType);
	const { version, size, eTag } = await files.write(body.content, limit);
	const metadata: ObjectMetadata = {
		eTag,
		size,
		mimetype: body.mimeType,
		cacheControl: body.cacheControl,
		lastModified: new Date().toISOString(),
		contentLength: size,
		httpStatusCode: 200,
	};
	try {
		const { id, replaced } = await sql.begin(async (sql) => {
			const [old] = await sql<{ version: string }[]>`
				select version from storage.objects
				where bucket_id = ${target.bucket} and name = ${target.key} for update`;
			const { userMetadata } = body;
			await writeRow(sql, { target, version, metadata, userMetadata });
			const [written] = await sql<{ id: string }[]>`
				select id from storage.objects where bucket_id = ${target.bucket} and name = ${target.key}`;
			return { id: written?.id, replaced: old?.version };
		});
		if (replaced !== undefined) await files.remove([replaced]);
		return Response.json({ Key: `${target.bucket}/${target.key}`, Id: id });
	} catch (error) {
		await files.remove([version]);
		throw error;
	}
}

type NewRow = {
	target: Target;
	version: string;
	metadata: ObjectMetadata | null;
	userMetadata: Record<string, unknown> | null;
};

/** Returns nothing, for whoever may insert need not be allowed to read. */
async function writeRow(sql: Transaction, row: NewRow): Promise<void> {
	const { bucket, key, owner, upsert } = row.target;
	const ownerId = owner !== null && UUID.test(owner) ? owner : null;
	await sql`
		insert into storage.objects (bucket_id, name, owner, owner_id, version, metadata, user_metadata)
		values (
			${bucket}, ${key}, ${ownerId}, ${owner}, ${row.version},
			${row.metadata && sql.json(row.metadata)}, ${row.userMetadata && sql.json(row.userMetadata as never)}
		)
		${
			upsert
				? sql`on conflict (bucket_id, name) do update set
						version = excluded.version, metadata = excluded.metadata,
						user_metadata = excluded.user_metadata, owner = excluded.owner, owner_id = excluded.owner_id`
				: sql``
		}`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function objectExists({ sql }: StorageContext, { bucket, key }: Target): Promise<boolean> {
	const found = await sql`
		select from storage.objects where bucket_id = ${bucket} and name = ${key}`;
	return found.length > 0;
}

async function requireObject(context: StorageContext, target: Target): Promise<void> {
	if (!(await objectExists(context, target))) throw refuse.noObject();
}
