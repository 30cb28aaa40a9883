import { toSupportError } from "./errors.ts";
import { postJson } from "./http.ts";
import type { Session } from "./session.ts";
import type { SessionRecord } from "./token-store.ts";
import type { World } from "./world.ts";

/** Calls a database function by name; the protocol has the names and the answers. */
export type Rpc = <Answer>(name: string, args: Record<string, unknown>) => Promise<Answer>;

/** Calls as the visitor: a token that has run out is renewed and the call repeated, once. */
export function createRpc({
	world,
	session,
	apiUrl,
}: {
	world: World;
	session: Session;
	apiUrl: string;
}): Rpc {
	return async <Answer>(name: string, body: Record<string, unknown>) => {
		const post = ({ publishableKey, token }: SessionRecord) =>
			postJson<Answer>(world, `${apiUrl}/rest/v1/rpc/${name}`, {
				headers: { apikey: publishableKey, authorization: `Bearer ${token}` },
				body,
			});
		const first = await session.open();
		try {
			return await post(first);
		} catch (thrown) {
			const error = toSupportError(thrown);
			const isSameVisitor = () => session.record()?.visitor.id === first.visitor.id;
			if (error.code === "visitor_blocked" && isSameVisitor()) session.markBlocked();
			if (error.code !== "session_expired") throw error;
			const second = await session.open(first.token);
			// What one visitor asked is never asked again in the name of another.
			if (!isSameVisitor()) throw error;
			return post(second);
		}
	};
}
