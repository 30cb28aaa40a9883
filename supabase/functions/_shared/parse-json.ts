import type { z } from "zod";
import { Refusal } from "./refusal.ts";

/** What a schema makes of a value; what it does not take is the caller's mistake, told by the fields. */
export function parseJson<Schema extends z.ZodType>(
	schema: Schema,
	value: unknown,
): z.output<Schema> {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const hint = parsed.error.issues
		.slice(0, 3)
		.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
		.join("; ");
	throw new Refusal("invalid_request", { hint });
}
