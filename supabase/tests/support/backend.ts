import { createHash, randomUUID } from "node:crypto";
import type { NewItem } from "@cossistant/protocol";
import type { Agent, Story, Team } from "./story.ts";

/** The owner's backend, as the edge function `api` calls the database for it. */
export type Backend = Awaited<ReturnType<typeof openBackend>>;

/** Makes a secret key of a website, and calls functions with it. */
export async function openBackend(
	{ service, acme, ada }: Pick<Story, "service" | "acme" | "ada">,
	{ at = acme, by = ada, ...rest }: { at?: Team; by?: Agent; scopes?: string[] } = {},
) {
	const made = await by.rpc("create_api_key", { website_id: at.websiteId, name: "B", ...rest });
	const key_hash = createHash("sha256").update(made.key).digest("hex");
	return {
		id: made.id as string,
		key: made.key as string,
		keyHash: key_hash,
		call: (name: string, args: Record<string, unknown> = {}) =>
			service.rpc(name, { key_hash, ...args }),
		refusal: (name: string, args: Record<string, unknown> = {}) =>
			service.refusal(name, { key_hash, ...args }),
	};
}

/** A message of the contact, unless something else is said. */
export function item(change: Partial<NewItem> | Record<string, unknown> = {}) {
	return {
		id: randomUUID() as string,
		type: "message",
		author: { type: "contact" },
		text: "Hello",
		...change,
	};
}
