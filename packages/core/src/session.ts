import type { VisitorSession } from "@cossistant/protocol";
import { createCurrentSession } from "./current-session.ts";
import { isTransient, toSupportError, visitorGone } from "./errors.ts";
import { postJson } from "./http.ts";
import { factsOf, type Identity } from "./identity.ts";
import { withLock } from "./locks.ts";
import { recordOf, type SessionRecord, type TokenStore } from "./token-store.ts";
import type { World } from "./world.ts";

export type Session = ReturnType<typeof createSession>;

type Deps = {
	world: World;
	tokens: TokenStore;
	apiUrl: string;
	publicKey: string;
	onVisitorGone: () => void;
};

/**
 * The visitor of this browser: `open` resumes the stored one or becomes a new one. Tokens are renewed when they
 * are asked for, which a live connection does every 25 s; an idle page asks nobody anything.
 */
export function createSession(deps: Deps) {
	const { world, tokens } = deps;
	const current = createCurrentSession(deps);
	let opening: { asked: number; run: Promise<SessionRecord> } | null = null;
	let queue: Promise<unknown> = Promise.resolve();

	/** One call at a time, in this tab and, where the browser can, in all of them. */
	function exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
		const run = queue.then(() => withLock(world, tokens.key, work));
		queue = run.catch(() => {});
		return run;
	}

	/** Asks as `proof`; where that is refused, as what another tab has stored meanwhile, else as somebody new. */
	async function obtain(proof: SessionRecord | null, identity?: Identity): Promise<SessionRecord> {
		const asked = current.epoch();
		try {
			const answer = await requestSession(deps, { proof, identity });
			if (asked !== current.epoch()) throw visitorGone();
			const known = identity ? factsOf(identity) : (proof?.identity ?? null);
			const record = recordOf(answer, { now: world.now(), identity: known });
			tokens.write(record);
			return current.adopt(record);
		} catch (thrown) {
			const error = toSupportError(thrown);
			if (error.code !== "refresh_secret_invalid" || proof === null) throw error;
			if (asked !== current.epoch()) throw error;
			const stored = tokens.read();
			return obtain(stored?.refreshSecret === proof.refreshSecret ? null : stored, identity);
		}
	}

	/** No new token: an old one that still lives will do; a visitor once known stays on screen while that passes. */
	function fallBack(thrown: unknown, refused?: string): SessionRecord {
		const error = toSupportError(thrown);
		const record = current.record();
		if (record && record.token !== refused && world.now() < record.expiresAt) return record;
		if (record === null || !isTransient(error)) current.failed(error);
		throw error;
	}

	async function openAnew(refused?: string): Promise<SessionRecord> {
		const asked = current.epoch();
		current.loading();
		try {
			return await exclusive(async () => current.usable(refused) ?? (await obtain(tokens.read())));
		} catch (thrown) {
			if (asked !== current.epoch()) throw thrown;
			return fallBack(thrown, refused);
		} finally {
			if (opening?.asked === asked) opening = null;
		}
	}

	/** A session with a fresh token that is not the refused one. */
	async function open(refused?: string): Promise<SessionRecord> {
		const atHand = current.usable(refused);
		if (atHand) return atHand;
		const asked = current.epoch();
		if (opening?.asked !== asked) opening = { asked, run: openAnew(refused) };
		return opening.run;
	}

	return {
		...current,
		key: tokens.key,
		open,
		async identify(identity: Identity): Promise<SessionRecord> {
			const known = current.record() ?? tokens.read();
			const isSame = known?.identity?.facts === factsOf(identity).facts;
			if (known?.visitor.contact && isSame) return open();
			return exclusive(() => obtain(tokens.read(), identity));
		},
		/** Whether giving this identity means that somebody else sits here now. */
		isSomeoneElse(identity: Identity): boolean {
			const before = (current.record() ?? tokens.read())?.identity?.externalId;
			const now = factsOf(identity).externalId;
			return Boolean(before && now && before !== now);
		},
		markBlocked() {
			const visitor = current.record()?.visitor;
			if (visitor) current.patch({ visitor: { ...visitor, isBlocked: true } });
		},
	};
}

function requestSession(
	{ world, apiUrl, publicKey }: Deps,
	{ proof, identity }: { proof: SessionRecord | null; identity: Identity | undefined },
): Promise<VisitorSession> {
	const visitor = proof && { id: proof.visitor.id, refreshSecret: proof.refreshSecret };
	const body = {
		publicKey,
		...(visitor && { visitor }),
		...(identity && { identity }),
		device: world.device(),
	};
	return postJson(world, `${apiUrl}/functions/v1/visitor-session`, { body });
}
