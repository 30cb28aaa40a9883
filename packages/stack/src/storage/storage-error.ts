import { isDatabaseError } from "../rest/database-error.ts";

/** A refusal as Storage gives it: the real status is in the body, the HTTP status is 400 but for faults of its own. */
export class StorageError extends Error {
	readonly statusCode: number;
	readonly code: string;
	readonly error: string;

	constructor(
		statusCode: number,
		code: string,
		{ error, message }: { error: string; message: string },
	) {
		super(message);
		this.name = "StorageError";
		this.statusCode = statusCode;
		this.code = code;
		this.error = error;
	}
}

/** The refusals the hosted service knows, with its own words. */
export const refuse = {
	noBucket: () =>
		new StorageError(404, "NoSuchBucket", {
			error: "Bucket not found",
			message: "Bucket not found",
		}),
	noObject: () =>
		new StorageError(404, "NoSuchKey", { error: "not_found", message: "Object not found" }),
	tooLarge: () =>
		new StorageError(413, "EntityTooLarge", {
			error: "Payload too large",
			message: "The object exceeded the maximum allowed size",
		}),
	mimeType: (type: string) =>
		new StorageError(415, "InvalidMimeType", {
			error: "invalid_mime_type",
			message: `mime type ${type} is not supported`,
		}),
	exists: () =>
		new StorageError(409, "KeyAlreadyExists", {
			error: "Duplicate",
			message: "The resource already exists",
		}),
	notAllowed: () =>
		new StorageError(403, "AccessDenied", {
			error: "Unauthorized",
			message: "new row violates row-level security policy",
		}),
	badKey: (key: string) =>
		new StorageError(400, "InvalidKey", { error: "InvalidKey", message: `Invalid key: ${key}` }),
	badToken: (message: string) =>
		new StorageError(400, "InvalidJWT", { error: "InvalidJWT", message }),
	badRequest: (message: string) =>
		new StorageError(400, "InvalidRequest", { error: "InvalidRequest", message }),
	badRange: () =>
		new StorageError(416, "InvalidRange", {
			error: "InvalidRange",
			message: "The requested range is not satisfiable",
		}),
	notEmpty: () =>
		new StorageError(409, "InvalidRequest", {
			error: "InvalidRequest",
			message: "The bucket you tried to delete is not empty",
		}),
	notHere: (what: string) =>
		new StorageError(501, "NotInLocalStack", {
			error: "not_in_local_stack",
			message: `${what} is not in the local stack. Try it against a hosted project.`,
		}),
};

/** The refusal behind anything thrown, or nothing for a fault of ours. */
export function refusalOf(thrown: unknown): StorageError | undefined {
	if (thrown instanceof StorageError) return thrown;
	if (!isDatabaseError(thrown)) return undefined;
	if (thrown.code === "42501") return refuse.notAllowed();
	if (thrown.code === "23505") return refuse.exists();
	if (thrown.code === "23503") return refuse.noBucket();
	if (thrown.code === "57014") {
		return new StorageError(544, "DatabaseTimeout", {
			error: "DatabaseTimeout",
			message: "The connection to the database timed out",
		});
	}
	return new StorageError(500, "DatabaseError", {
		error: "DatabaseError",
		message: thrown.message,
	});
}

/** The response to a refusal. */
export function storageErrorResponse({ statusCode, code, error, message }: StorageError): Response {
	const status = statusCode === 500 || statusCode === 501 ? statusCode : 400;
	return Response.json({ statusCode: String(statusCode), code, error, message }, { status });
}
