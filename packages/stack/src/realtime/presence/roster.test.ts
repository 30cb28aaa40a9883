import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRoster, type Diff, type PresenceState } from "./roster.ts";

function roster() {
	let counter = 0;
	return createRoster<string>(() => String(++counter));
}

/** What a client makes of a diff: new metas come in, those that left go by their reference. */
function apply(state: PresenceState, { joins, leaves }: Diff): PresenceState {
	const refs = new Set(
		Object.entries(leaves).flatMap(([key, { metas }]) => metas.map((m) => `${key} ${m.phx_ref}`)),
	);
	const next = new Map<string, PresenceState[string]>();
	for (const [key, { metas }] of [...Object.entries(state), ...Object.entries(joins)]) {
		const kept = metas.filter((meta) => !refs.has(`${key} ${meta.phx_ref}`));
		const all = [...(next.get(key)?.metas ?? []), ...kept];
		if (all.length > 0) next.set(key, { metas: all });
	}
	return Object.fromEntries(next);
}

function plain(state: PresenceState): [string, string[]][] {
	const entries = Object.entries(state).map(([key, { metas }]): [string, string[]] => [
		key,
		metas.map((meta) => meta.phx_ref).sort(),
	]);
	return entries.sort(([one], [other]) => (one < other ? -1 : 1));
}

describe("a roster", () => {
	it("old state + diffs = fresh state, whoever comes, changes and goes", () => {
		const step = fc.record({
			member: fc.constantFrom("a", "b", "c"),
			key: fc.constantFrom("ada", "vera", "__proto__"),
			leaves: fc.boolean(),
		});
		fc.assert(
			fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
				const present = roster();
				let state: PresenceState = {};
				for (const { member, key, leaves } of steps) {
					const diff = leaves ? present.untrack(member) : present.track(member, key, {});
					if (diff) state = apply(state, diff);
				}
				expect(plain(state)).toEqual(plain(present.state()));
			}),
		);
	});

	it("cannot be told its own references by a payload", () => {
		const diff = roster().track("a", "ada", { phx_ref: "forged", n: 1 });
		expect(diff.joins.ada?.metas).toEqual([{ phx_ref: "1", n: 1 }]);
	});

	it("is empty again when all have left, and says nothing of who was not there", () => {
		const present = roster();
		present.track("a", "ada", {});
		expect(present.isEmpty()).toBe(false);
		expect(present.untrack("a")).toBeDefined();
		expect(present.untrack("a")).toBeUndefined();
		expect(present.isEmpty()).toBe(true);
	});
});
