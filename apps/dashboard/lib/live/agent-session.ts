import { SupportError } from "@cossistant/core/parts";
import type { DashboardClient } from "../supabase/client.ts";

/** The agent's proof for Realtime: a token that is fresh whenever it is asked for. */
export function createAgentSession({
	client,
	publishableKey,
}: {
	client: () => DashboardClient;
	publishableKey: string;
}) {
	let latest: string | null = null;

	return {
		/** A token other than the one that was refused; Supabase Auth renews one that is about to end by itself. */
		async open(refused?: string) {
			const { auth } = client();
			let { session } = (await auth.getSession()).data;
			if (session !== null && session.access_token === refused) {
				session = (await auth.refreshSession()).data.session;
			}
			if (session === null) throw new SupportError("not_signed_in", "Sign in first.");
			latest = session.access_token;
			return { publishableKey, token: latest };
		},
		record: () => (latest === null ? null : { token: latest }),
	};
}
