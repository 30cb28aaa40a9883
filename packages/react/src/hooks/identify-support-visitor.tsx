"use client";

import type { VisitorMetadata } from "@cossistant/protocol";
import { useEffect } from "react";
import { useStore } from "./state/use-store.ts";
import { useSupportContext } from "./support-context.ts";

export type IdentifySupportVisitorProps = {
	/** Your own id of the user. Give this or `email`. */
	externalId?: string | undefined;
	email?: string | undefined;
	name?: string | null | undefined;
	image?: string | null | undefined;
	/** Flat facts for your team. */
	metadata?: VisitorMetadata | null | undefined;
	/** Your backend's word for it, from `createIdentityToken`: only then is history shared between devices. */
	identityToken?: string | undefined;
};

/**
 * Tells your team who the visitor is, while mounted.
 * @example
 * <IdentifySupportVisitor externalId={user.id} email={user.email} name={user.name} />
 */
export function IdentifySupportVisitor(props: IdentifySupportVisitorProps): null {
	const { client, missing } = useSupportContext("IdentifySupportVisitor");
	const isStarted = useStore(client.session, (session) => session.phase !== "idle");
	const { identityToken, externalId, email, name, image, metadata } = props;
	const identity = JSON.stringify(
		identityToken === undefined
			? { externalId, email, name, image, metadata: metadata ?? undefined }
			: { token: identityToken },
	);

	useEffect(() => {
		if (!isStarted || missing !== null) return;
		// The client knows what it said before: the same identity makes no request.
		client.identify(JSON.parse(identity)).catch((error: Error) => {
			console.warn(`IdentifySupportVisitor: ${error.message}`);
		});
	}, [client, identity, isStarted, missing]);

	return null;
}
