import { RealtimeClient } from "@supabase/realtime-js";
import { backoff } from "../backoff.ts";
import type { CossistantClientOptions } from "../client-types.ts";
import type { World } from "../world.ts";

/** Whoever's tokens the topics are joined with: a visitor's session, or an agent's. */
export type TokenSource = {
	/** A token that is fresh, and not the refused one. */
	open(refused?: string): Promise<{ token: string; publishableKey: string }>;
	/** The one last given. */
	record(): { token: string } | null;
};

export type SocketDeps = {
	world: World;
	session: TokenSource;
	/** As in `wss://<ref>.supabase.co/realtime/v1`. */
	url: string;
	options: Pick<CossistantClientOptions, "WebSocket" | "onConnect" | "onDisconnect">;
};

export type Socket = ReturnType<typeof createSocket>;

/** One socket for all topics, opened when the first one is joined; it comes back by itself. */
export function createSocket({ world, session, url, options }: SocketDeps) {
	let client: RealtimeClient | null = null;

	function createClient(apikey: string): RealtimeClient {
		const made: RealtimeClient = new RealtimeClient(url, {
			params: { apikey },
			accessToken: async () => (await session.open()).token,
			...(options.WebSocket && { transport: options.WebSocket }),
			reconnectAfterMs: (tries) => {
				// The socket waits for this before it opens, and then rejoins with a token that still holds.
				void made.setAuth();
				return backoff(tries - 1, { random: world.random });
			},
		});
		return made;
	}

	return {
		/** The client with its token set: a join without one would be refused, slowly. */
		async ready(): Promise<RealtimeClient> {
			const { publishableKey } = await session.open();
			client ??= createClient(publishableKey);
			await client.setAuth();
			return client;
		},
		/** The server's clock has the last word on a token: what it calls expired is not used again. */
		doubtToken(message: string): void {
			const token = session.record()?.token;
			if (token && /token|jwt/i.test(message)) session.open(token).catch(() => {});
		},
		/** Whether there is a socket that is open, or about to be. */
		isAlive: () => client?.isConnected() || client?.isConnecting() || false,
		/** The next topic opens a new socket. */
		close() {
			void client?.disconnect();
			client = null;
		},
	};
}
