import type { IdentifyParams, PublicVisitor, VisitorMetadata } from "@cossistant/protocol";
import { useCallback } from "react";
import { useStore } from "./state/use-store.ts";
import { useSupportContext } from "./support-context.ts";

export type UseVisitorResult = {
	visitor: PublicVisitor | null;
	/** Says who the visitor is; null when that failed (a warning says why), never a rejection. */
	identify: (params: IdentifyParams) => Promise<{ contactId: string; visitorId: string } | null>;
	/** Merges into the contact's metadata; identify first. Null when that failed, never a rejection. */
	setVisitorMetadata: (metadata: VisitorMetadata) => Promise<PublicVisitor | null>;
};

/**
 * The visitor, and the verbs that tell the team who they are.
 * @example
 * const { visitor, identify } = useVisitor();
 */
export function useVisitor(): UseVisitorResult {
	const { client, missing } = useSupportContext("useVisitor");
	const visitor = useStore(client.session, (session) => session.visitor);

	const attempt = useCallback(
		async <Answer>(verb: string, act: () => Promise<Answer>): Promise<Answer | null> => {
			try {
				if (missing !== null) throw new Error(missing.message);
				return await act();
			} catch (error) {
				console.warn(`${verb} failed: ${error instanceof Error ? error.message : String(error)}`);
				return null;
			}
		},
		[missing],
	);

	return {
		visitor,
		identify: useCallback(
			(params) => attempt("identify", () => client.identify(params)),
			[attempt, client],
		),
		setVisitorMetadata: useCallback(
			(metadata) => attempt("setVisitorMetadata", () => client.updateContactMetadata(metadata)),
			[attempt, client],
		),
	};
}
