import { toSupportError } from "@cossistant/core/parts";
import type { DashboardClient } from "../supabase/client.ts";
import { createRpc, type Rpc } from "./rpc.ts";

/**
 * Calls as the signed-in agent. A token that the server calls expired, by its own clock, is renewed and the call
 * repeated once; when there is nothing to renew, the session is over.
 */
export function createRenewingRpc(client: () => DashboardClient, onSignedOut: () => void): Rpc {
	return async (name, args) => {
		const call = createRpc(client());
		try {
			return await call(name, args);
		} catch (thrown) {
			const error = toSupportError(thrown);
			if (error.code !== "session_expired" && error.code !== "not_signed_in") throw error;
			const { data } = await client().auth.refreshSession();
			if (data.session !== null) return call(name, args);
			onSignedOut();
			throw error;
		}
	};
}
