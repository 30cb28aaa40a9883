import type { PublicContact, PublicVisitor, VisitorMetadata } from "@cossistant/protocol";
import { SupportError } from "./errors.ts";
import { canonical } from "./identity.ts";
import type { Shell } from "./shell.ts";

export type Metadata = ReturnType<typeof createMetadata>;

type Sent = { contactId: string; metadata: string; hash: string | undefined };

/** Merges facts into the contact's metadata, unless the same were sent last and nobody has changed them since. */
export function createMetadata({ world: { storage }, prefix, session, rpc }: Shell) {
	const key = `${prefix}:metadata`;
	let underway: { metadata: string; done: Promise<PublicVisitor> } | null = null;

	async function send(facts: VisitorMetadata, metadata: string): Promise<PublicVisitor> {
		const { visitor } = await session.open();
		const { contact } = visitor;
		if (!contact) throw new SupportError("contact_not_found", "Identify the visitor first.");
		const last = storage.read<Sent>(key);
		const isSent = last?.contactId === contact.id && last.metadata === metadata;
		if (isSent && last.hash === contact.metadataHash) return visitor;
		if ((await sha256(metadata)) === contact.metadataHash) return visitor;
		const updated = await rpc<PublicContact>("update_contact_metadata", { metadata: facts });
		storage.write(key, { contactId: updated.id, metadata, hash: updated.metadataHash });
		const next = { ...visitor, contact: updated };
		if (session.record()?.visitor.id === visitor.id) session.patch({ visitor: next });
		return next;
	}

	return {
		update(facts: VisitorMetadata): Promise<PublicVisitor> {
			const metadata = canonical(facts);
			if (underway?.metadata === metadata) return underway.done;
			const done = send(facts, metadata).finally(() => {
				if (underway?.done === done) underway = null;
			});
			underway = { metadata, done };
			return done;
		},
	};
}

/** In hex; null outside secure contexts, where browsers hide it. */
async function sha256(text: string): Promise<string | null> {
	if (!globalThis.crypto?.subtle) return null;
	const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
	return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
