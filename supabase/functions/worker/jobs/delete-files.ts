import type { Handler, HandlerDeps } from "./index.ts";

/** Deletes files by Storage's own API: rows deleted in SQL would leave their contents behind. */
export function createDeleteFiles({ storage }: Pick<HandlerDeps, "storage">): Handler {
	return async ({ payload: { bucket, paths } }, { signal }) => {
		if (typeof bucket !== "string" || !isList(paths)) {
			throw new Error('A job delete_files needs {"bucket": "…", "paths": ["…"]}. Delete this one.');
		}
		await storage.remove(bucket, paths, signal);
	};
}

function isList(paths: unknown): paths is string[] {
	return Array.isArray(paths) && paths.every((path) => typeof path === "string");
}
