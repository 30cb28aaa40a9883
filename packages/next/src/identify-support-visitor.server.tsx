import {
	IdentifySupportVisitor as IdentifyInBrowser,
	type IdentifySupportVisitorProps,
} from "@cossistant/react";
import { signIdentity } from "./sign-identity.ts";

/** Warnings given already: a server draws this for every request. */
const given = new Set<string>();

/**
 * Tells your team who the visitor is, and vouches for it: signed on the server with `COSSISTANT_IDENTITY_SECRET`.
 * @example
 * <IdentifySupportVisitor externalId={user.id} email={user.email} name={user.name} />
 */
export async function IdentifySupportVisitor(props: IdentifySupportVisitorProps) {
	const signed = await signIdentity(props, {
		secret: process.env.COSSISTANT_IDENTITY_SECRET,
		publicKey: process.env.NEXT_PUBLIC_COSSISTANT_API_KEY ?? process.env.COSSISTANT_API_KEY,
	});
	if (signed.warning !== null) warnOnce(signed.warning);
	return <IdentifyInBrowser {...signed.props} />;
}

function warnOnce(warning: string) {
	if (given.has(warning)) return;
	given.add(warning);
	console.warn(`IdentifySupportVisitor: ${warning}`);
}
