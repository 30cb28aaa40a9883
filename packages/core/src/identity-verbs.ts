import type { CossistantClient } from "./client-types.ts";
import { SupportError } from "./errors.ts";
import type { createKeeper } from "./keeper.ts";
import type { Metadata } from "./metadata.ts";
import type { Shell } from "./shell.ts";

type Verbs = Pick<CossistantClient, "identify" | "updateContactMetadata" | "reset">;

/** Who the visitor is, and no longer is. */
export function createIdentityVerbs({
	shell,
	keeper,
	forget,
}: {
	shell: Shell;
	keeper: ReturnType<typeof createKeeper>;
	forget: () => void;
}): Verbs {
	const { session } = shell;
	let metadata: Promise<Metadata> | null = null;

	return {
		async identify(identity) {
			if (session.isSomeoneElse(identity)) forget();
			const { visitor } = await session.identify(identity).finally(() => {
				// An identity that is refused must not cost the visitor the session.
				if (keeper.isStarted()) keeper.keepOpen();
			});
			if (!visitor.contact) throw new SupportError("contact_not_found", "Nobody was identified.");
			return { contactId: visitor.contact.id, visitorId: visitor.id };
		},
		async updateContactMetadata(facts) {
			metadata ??= import("./metadata.ts").then(({ createMetadata }) => createMetadata(shell));
			return (await metadata).update(facts);
		},
		async reset() {
			forget();
			if (!keeper.isStarted()) return;
			keeper.keepOpen();
			await session.open().catch(() => {});
		},
	};
}
