import type { SessionState } from "./client-types.ts";
import type { SupportError } from "./errors.ts";
import { createStore } from "./store.ts";
import type { SessionRecord, TokenStore } from "./token-store.ts";
import type { World } from "./world.ts";

/** How long before its end a token is renewed; chance spreads the pages of a site. */
const LEAD_MS = 90_000;
const JITTER_MS = 60_000;

export type CurrentSession = ReturnType<typeof createCurrentSession>;

/** Who sits here: what is known of the visitor, in memory and in storage, and what of it is drawn. */
export function createCurrentSession({
	world,
	tokens,
	onVisitorGone,
}: {
	world: World;
	tokens: TokenStore;
	/** Another visitor stands here now, or none: everything drawn of the former must go. */
	onVisitorGone: () => void;
}) {
	const state = createStore<SessionState>({ phase: "idle", website: null, visitor: null });
	const jitter = world.random() * JITTER_MS;
	let current: SessionRecord | null = null;
	let epoch = 0;

	function isFresh({ obtainedAt, expiresAt }: SessionRecord): boolean {
		const lead = Math.min(LEAD_MS + jitter, (expiresAt - obtainedAt) / 4);
		return world.now() < expiresAt - lead;
	}

	function adopt(record: SessionRecord): SessionRecord {
		const isOther = current !== null && current.visitor.id !== record.visitor.id;
		current = record;
		if (isOther) {
			epoch += 1;
			onVisitorGone();
		}
		state.set({ phase: "ready", website: record.website, visitor: record.visitor });
		return record;
	}

	/** Forgets the visitor, here and in storage, which tells the other tabs. */
	function forget(): void {
		epoch += 1;
		current = null;
		tokens.write(null);
		state.set({ phase: "idle", website: state.get().website, visitor: null });
		onVisitorGone();
	}

	return {
		state,
		record: () => current,
		/** Counts the visitors gone: an answer meant for one of them must not be kept for the next. */
		epoch: () => epoch,
		adopt,
		forget,
		/** What is at hand, from memory or storage, unless it is stale or its token was refused. */
		usable(refused?: string): SessionRecord | null {
			const isUsable = (record: SessionRecord) => record.token !== refused && isFresh(record);
			if (current && isUsable(current)) return current;
			const stored = tokens.read();
			// Who was blocked asks again: they may have been let in meanwhile.
			return stored && isUsable(stored) && !stored.visitor.isBlocked ? adopt(stored) : null;
		},
		/** A visitor known from before stands on screen while the session opens. */
		loading(): void {
			const { phase, website } = state.get();
			const stored = tokens.read();
			if (phase !== "idle") return;
			state.set({
				phase: "loading",
				website: stored?.website ?? website,
				visitor: stored?.visitor ?? null,
			});
		},
		failed(error: SupportError): void {
			const { website, visitor } = state.get();
			state.set({ phase: "failed", website, visitor, error });
		},
		/** Changes what is remembered, but not the secrets, which another tab may have renewed. */
		patch(
			change: Partial<Pick<SessionRecord, "visitor" | "hasConversations" | "unreadCount">>,
		): void {
			if (current === null) return;
			const stored = tokens.read();
			if (stored?.visitor.id === current.visitor.id) tokens.write({ ...stored, ...change });
			current = { ...current, ...change };
			if (change.visitor) adopt(current);
		},
		/** Follows what another tab has stored; answers whether it has forgotten the visitor. */
		follow(): boolean {
			const stored = tokens.read();
			if (current === null || stored?.token === current.token) return false;
			if (stored) adopt(stored);
			else forget();
			return stored === null;
		},
	};
}
