import { checkKey, objectPath } from "../names.ts";
import {
	asCaller,
	type ObjectRow,
	type StorageCall,
	type StorageContext,
} from "../storage-context.ts";
import { refuse } from "../storage-error.ts";
import { bucketRules } from "./upload.ts";

type ListBody = {
	prefix?: string;
	search?: string;
	limit?: number;
	offset?: number;
	sortBy?: { column?: string; order?: string };
};

const SORTABLE = ["name", "created_at", "updated_at", "last_accessed_at"];

/** POST /object/list/<bucket>: one level of a folder, of what the caller may see. */
export async function list(context: StorageContext, call: StorageCall): Promise<Response> {
	const bucket = call.segments[2] as string;
	const body: ListBody = await call.request.json().catch(() => ({}));
	const folder =
		body.prefix && !body.prefix.endsWith("/") ? `${body.prefix}/` : (body.prefix ?? "");
	const column = SORTABLE.find((name) => name === body.sortBy?.column) ?? "name";
	const order = body.sortBy?.order?.toLowerCase() === "desc" ? "desc" : "asc";
	const entries = await asCaller(context, call, {
		operation: "object.list",
		work: (sql) => sql`
			with entries as (
				select split_part(substr(name, ${folder.length + 1}::int), '/', 1) as entry,
					position('/' in substr(name, ${folder.length + 1}::int)) > 0 as is_folder,
					objects.*
				from storage.objects as objects
				where bucket_id = ${bucket} and starts_with(name, ${folder})
			), shown as (
				select distinct on (entry, is_folder) entry as name,
					case when is_folder then null else id end as id,
					case when is_folder then null else updated_at end as updated_at,
					case when is_folder then null else created_at end as created_at,
					case when is_folder then null else last_accessed_at end as last_accessed_at,
					case when is_folder then null else metadata end as metadata
				from entries
				where entry ilike ${`${likeText(body.search ?? "")}%`}
				order by entry, is_folder
			)
			select * from shown
			order by (id is not null), ${sql(column)} ${order === "desc" ? sql`desc` : sql`asc`}, name
			limit ${body.limit ?? 100} offset ${body.offset ?? 0}`,
	});
	return Response.json(entries);
}

/** DELETE /object/<bucket> with prefixes, or /object/<bucket>/<key>: removes what the caller may remove. */
export async function remove(context: StorageContext, call: StorageCall): Promise<Response> {
	const bucket = call.segments[1] as string;
	const isSingle = call.segments.length > 2;
	const keys = isSingle
		? [objectPath(call, 1).key]
		: (((await call.request.json().catch(() => ({}))) as { prefixes?: string[] }).prefixes ?? []);
	const removed = await asCaller(context, call, {
		operation: isSingle ? "object.delete" : "object.delete_many",
		work: (sql) => sql<ObjectRow[]>`
			delete from storage.objects where bucket_id = ${bucket} and name = any (${keys}) returning *`,
	});
	await context.files.remove(removed.map((row) => row.version));
	if (!isSingle) return Response.json(removed);
	if (removed.length === 0) throw refuse.noObject();
	return Response.json({ message: "Successfully deleted" });
}

type Journey = {
	bucketId: string;
	sourceKey: string;
	destinationKey: string;
	destinationBucket?: string;
};

/** POST /object/move: another name for an object. */
export async function move(context: StorageContext, call: StorageCall): Promise<Response> {
	const { bucketId, sourceKey, destinationKey, destinationBucket } = await journeyOf(call);
	const moved = await asCaller(context, call, {
		operation: "object.move",
		work: (sql) => sql`
			update storage.objects
			set name = ${destinationKey}, bucket_id = ${destinationBucket ?? bucketId}
			where bucket_id = ${bucketId} and name = ${sourceKey} returning id`,
	});
	if (moved.length === 0) throw refuse.noObject();
	return Response.json({ message: "Successfully moved", Id: moved[0]?.id });
}

/** POST /object/copy: the same content under another name. */
export async function copy(context: StorageContext, call: StorageCall): Promise<Response> {
	const {
		bucketId,
		sourceKey,
		destinationKey,
		destinationBucket = bucketId,
	} = await journeyOf(call);
	await bucketRules(context, destinationBucket);
	const owner = call.claims.sub ?? null;
	const version = await asCaller(context, call, {
		operation: "object.copy",
		async work(sql) {
			const [source] = await sql<ObjectRow[]>`
				select * from storage.objects where bucket_id = ${bucketId} and name = ${sourceKey}`;
			if (!source) throw refuse.noObject();
			const version = await context.files.copy(source.version);
			await sql`
				insert into storage.objects (bucket_id, name, owner_id, version, metadata, user_metadata)
				values (
					${destinationBucket}, ${destinationKey}, ${owner}, ${version},
					${source.metadata && sql.json(source.metadata)},
					${source.user_metadata && sql.json(source.user_metadata as never)}
				)`;
			return version;
		},
	});
	return Response.json({ Key: `${destinationBucket}/${destinationKey}`, Id: version });
}

async function journeyOf({ request }: StorageCall): Promise<Journey> {
	const body = (await request.json().catch(() => ({}))) as Partial<Journey>;
	if (!body.bucketId) throw refuse.badRequest("body must have required property 'bucketId'");
	checkKey(body.sourceKey ?? "");
	checkKey(body.destinationKey ?? "");
	return body as Journey;
}

function likeText(text: string): string {
	return text.replace(/[\\%_]/g, "\\$&");
}
