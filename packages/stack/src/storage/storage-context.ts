import type postgres from "postgres";
import type { Claims } from "../rest/token.ts";
import type { FileStore } from "./file-store.ts";

export type Sql = ReturnType<typeof postgres>;
export type Transaction = postgres.TransactionSql;

export type StorageContext = {
	sql: Sql;
	files: FileStore;
	jwtSecret: string;
	/** The ceiling over every bucket. */
	fileSizeLimit: number;
};

export type StorageCall = {
	request: Request;
	url: URL;
	/** The path below /storage/v1, its segments decoded. */
	segments: string[];
	claims: Claims;
};

export type BucketRow = {
	id: string;
	name: string;
	owner: string | null;
	public: boolean;
	file_size_limit: number | null;
	allowed_mime_types: string[] | null;
	created_at: Date;
	updated_at: Date;
	type: string;
};

export type ObjectRow = {
	id: string;
	bucket_id: string;
	name: string;
	owner_id: string | null;
	version: string;
	metadata: ObjectMetadata | null;
	user_metadata: Record<string, unknown> | null;
	created_at: Date;
	updated_at: Date;
	last_accessed_at: Date;
};

export type ObjectMetadata = {
	eTag: string;
	size: number;
	mimetype: string;
	cacheControl: string;
	lastModified: string;
	contentLength: number;
	httpStatusCode: number;
};

/** Does the work under the caller's role, where the policies on buckets and objects decide. */
export async function asCaller<Result>(
	{ sql }: StorageContext,
	call: StorageCall,
	{ operation, work }: { operation: string; work: (sql: Transaction) => Promise<Result> },
): Promise<Result> {
	const { request, claims } = call;
	const role = claims.role ?? "anon";
	const settings: Record<string, string> = {
		role,
		"request.jwt.claim.role": role,
		"request.jwt.claim.sub": claims.sub ?? "",
		"request.jwt.claims": JSON.stringify({ ...claims, role }),
		"request.headers": JSON.stringify(Object.fromEntries(request.headers)),
		"request.method": request.method,
		"request.path": call.url.pathname.replace(/^\/storage\/v1/, ""),
		"storage.operation": `storage.${operation}`,
		"storage.allow_delete_query": "true",
	};
	const result = await sql.begin(async (sql) => {
		const pairs = Object.entries(settings).map(
			([name, value]) => sql`set_config(${name}, ${value}, true)`,
		);
		await sql`select ${pairs.reduce((all, one) => sql`${all}, ${one}`)}`;
		return work(sql);
	});
	return result as Result;
}

/** Asks the policies by doing the work and taking it back. */
export async function tryAsCaller(
	context: StorageContext,
	call: StorageCall,
	attempt: { operation: string; work: (sql: Transaction) => Promise<unknown> },
): Promise<void> {
	const takeBack = Symbol("take back");
	try {
		await asCaller(context, call, {
			operation: attempt.operation,
			async work(sql) {
				await attempt.work(sql);
				throw takeBack;
			},
		});
	} catch (thrown) {
		if (thrown !== takeBack) throw thrown;
	}
}
