import type { StorageCall } from "./storage-context.ts";
import { refuse } from "./storage-error.ts";

// What the hosted service takes in the name of an object.
const VALID_KEY = /^(\w|\/|!|-|\.|\*|'|\(|\)| |&|\$|@|=|;|:|\+|,|\?)*$/;

/** Bucket and object name from the path, behind the given number of leading segments. */
export function objectPath(call: StorageCall, leading: number): { bucket: string; key: string } {
	const [bucket = "", ...rest] = call.segments.slice(leading);
	return { bucket, key: checkKey(rest.join("/")) };
}

/** The name itself, if an object may have it. */
export function checkKey(key: string): string {
	const climbs = key.split("/").some((part) => part === "." || part === "..");
	if (key === "" || key.length > 1024 || climbs || !VALID_KEY.test(key)) throw refuse.badKey(key);
	return key;
}
