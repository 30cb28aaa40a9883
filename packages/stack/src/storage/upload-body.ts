import { refuse } from "./storage-error.ts";

export type UploadBody = {
	content: ReadableStream<Uint8Array> | null;
	mimeType: string;
	cacheControl: string;
	userMetadata: Record<string, unknown> | null;
};

/** Reads an upload as supabase-js sends it: a form for blobs, the bare body for everything else. */
export async function readUpload(request: Request, limit: number): Promise<UploadBody> {
	const declared = Number(request.headers.get("content-length") ?? 0);
	const isForm = request.headers.get("content-type")?.startsWith("multipart/form-data") ?? false;
	// A form carries some bytes around the file.
	if (declared > limit + (isForm ? 64_000 : 0)) throw refuse.tooLarge();
	return isForm ? readForm(request) : readBare(request);
}

async function readForm(request: Request): Promise<UploadBody> {
	const form = await request.formData().catch(() => {
		throw refuse.badRequest("The form cannot be read");
	});
	const file = [...form.values()].find((value) => typeof value !== "string");
	if (!file || typeof file === "string")
		throw refuse.badRequest("Missing file in multipart upload");
	return {
		content: file.stream(),
		mimeType: file.type || "application/octet-stream",
		cacheControl: cacheControlOf(form.get("cacheControl")),
		userMetadata: parseMetadata(form.get("metadata")),
	};
}

function readBare(request: Request): UploadBody {
	const encoded = request.headers.get("x-metadata");
	return {
		content: request.body,
		mimeType: request.headers.get("content-type") ?? "application/octet-stream",
		cacheControl: request.headers.get("cache-control") ?? "no-cache",
		userMetadata:
			encoded === null ? null : parseMetadata(Buffer.from(encoded, "base64").toString()),
	};
}

function cacheControlOf(value: unknown): string {
	return typeof value === "string" && value !== "" ? `max-age=${value}` : "no-cache";
}

function parseMetadata(value: unknown): Record<string, unknown> | null {
	if (typeof value !== "string" || value === "") return null;
	try {
		return JSON.parse(value);
	} catch {
		throw refuse.badRequest("The metadata is not JSON");
	}
}

/** Whether the bucket takes files of this type; its list may say `image/*`. */
export function takesMimeType(allowed: readonly string[] | null, mimeType: string): boolean {
	if (allowed === null || allowed.length === 0) return true;
	const bare = mimeType.split(";")[0]?.trim().toLowerCase() ?? "";
	return allowed.some((pattern) => {
		const [type, subtype] = pattern.toLowerCase().split("/");
		if (type === "*") return true;
		return subtype === "*" ? bare.startsWith(`${type}/`) : bare === pattern.toLowerCase();
	});
}
