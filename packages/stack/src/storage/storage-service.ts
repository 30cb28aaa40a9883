import postgres from "postgres";
import type { Service } from "../gateway/service.ts";
import type { TokenVerifier } from "../rest/token.ts";
import { createFileStore } from "./file-store.ts";
import { buckets } from "./routes/buckets.ts";
import { download, downloadPublic, downloadSigned, info } from "./routes/download.ts";
import { copy, list, move, remove } from "./routes/objects.ts";
import { signDownload, signManyDownloads, signUpload } from "./routes/sign.ts";
import { upload, uploadSigned } from "./routes/upload.ts";
import type { StorageCall, StorageContext } from "./storage-context.ts";
import { refusalOf, refuse, storageErrorResponse } from "./storage-error.ts";

export type StorageOptions = {
	databaseUrl: string;
	folder: string;
	jwtSecret: string;
	fileSizeLimit: number;
	verify: TokenVerifier;
};

type Route = (context: StorageContext, call: StorageCall) => Promise<Response>;

/** Starts Storage: rows in the database decide who may do what, contents lie in a folder. */
export function startStorage(options: StorageOptions): Service {
	const sql = postgres(options.databaseUrl, {
		max: 5,
		onnotice: () => {},
		connection: { application_name: "storage" },
	});
	const { jwtSecret, fileSizeLimit } = options;
	const files = createFileStore(options.folder);
	const context: StorageContext = { sql, files, jwtSecret, fileSizeLimit };

	return {
		name: "storage",
		async fetch(request) {
			try {
				const call = await readCall(request, options.verify);
				return await routeOf(call)(context, call);
			} catch (thrown) {
				const refusal = refusalOf(thrown);
				if (!refusal) throw thrown;
				return storageErrorResponse(refusal);
			}
		},
		stop: () => sql.end({ timeout: 1 }),
	};
}

function routeOf({ request, segments }: StorageCall): Route {
	const [area, first, second] = segments;
	if (area === "status") return async () => new Response(null, { status: 200 });
	if (area === "bucket") return buckets;
	if (area !== "object") throw refuse.notHere(`/storage/v1/${segments.join("/")}`);
	const method = request.method === "HEAD" ? "GET" : request.method;
	const verb = `${method} ${first}`;
	if (verb === "POST upload" && second === "sign") return signUpload;
	if (verb === "PUT upload" && second === "sign") return uploadSigned;
	if (verb === "POST sign") return segments.length > 3 ? signDownload : signManyDownloads;
	if (verb === "GET sign") return downloadSigned;
	if (verb === "GET public") return downloadPublic;
	if (verb === "GET info") return info;
	if (verb === "POST list") return list;
	if (verb === "POST move") return move;
	if (verb === "POST copy") return copy;
	if (first === "list-v2") throw refuse.notHere("Listing by cursor");
	const byMethod: Record<string, Route> = {
		GET: download,
		POST: upload,
		PUT: upload,
		DELETE: remove,
	};
	const route = byMethod[method];
	if (!route) throw refuse.badRequest(`${method} is not a method of an object`);
	return route;
}

async function readCall(request: Request, verify: TokenVerifier): Promise<StorageCall> {
	const url = new URL(request.url);
	const segments = url.pathname
		.replace(/^\/storage\/v1\//, "")
		.split("/")
		.map(decode);
	const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
	const verified = bearer === undefined ? { claims: {} } : await verify(bearer);
	if ("problem" in verified) {
		throw refuse.badToken(
			verified.problem === "expired" ? '"exp" claim timestamp check failed' : "Invalid Compact JWS",
		);
	}
	return { request, url, segments, claims: verified.claims };
}

function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		throw refuse.badKey(segment);
	}
}
