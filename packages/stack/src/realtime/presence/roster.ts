export type Meta = { phx_ref: string; phx_ref_prev?: string } & Record<string, unknown>;
export type PresenceState = Record<string, { metas: Meta[] }>;
export type Diff = { joins: PresenceState; leaves: PresenceState };

/** Who is present on one topic: each member once, several members under one key. */
export type Roster<Member> = {
	track(member: Member, key: string, payload: object): Diff;
	/** Undefined where the member was not present. */
	untrack(member: Member): Diff | undefined;
	state(): PresenceState;
	isEmpty(): boolean;
};

export function createRoster<Member>(nextRef: () => string): Roster<Member> {
	const present = new Map<Member, { key: string; meta: Meta }>();

	return {
		track(member, key, payload) {
			const before = present.get(member);
			const meta: Meta = { ...payload, phx_ref: nextRef() };
			present.delete(member);
			present.set(member, { key, meta });
			if (!before) return { joins: single(key, meta), leaves: {} };
			return {
				joins: single(key, { ...meta, phx_ref_prev: before.meta.phx_ref }),
				leaves: single(before.key, before.meta),
			};
		},
		untrack(member) {
			const before = present.get(member);
			if (!before) return undefined;
			present.delete(member);
			return { joins: {}, leaves: single(before.key, before.meta) };
		},
		state() {
			const entries = new Map<string, { metas: Meta[] }>();
			for (const { key, meta } of present.values()) {
				const entry = entries.get(key);
				if (entry) entry.metas.push(meta);
				else entries.set(key, { metas: [meta] });
			}
			return Object.fromEntries(entries);
		},
		isEmpty: () => present.size === 0,
	};
}

function single(key: string, meta: Meta): PresenceState {
	return { [key]: { metas: [meta] } };
}
