import { randomBytes } from "node:crypto";
import type { Listener, TopicKey, Topics } from "../topics.ts";
import { textBroadcast } from "../wire/broadcast.ts";
import { createRoster, type Diff, type PresenceState, type Roster } from "./roster.ts";

/** Who is present on which topic. */
export type Rosters = {
	track(key: TopicKey, member: Listener, shown: { as: string; payload: object }): number;
	leave(key: TopicKey, member: Listener): number;
	state(key: TopicKey): PresenceState;
};

/** Keeps a roster for each topic and tells its listeners of every change; answers how many were told. */
export function createRosters(topics: Topics): Rosters {
	const rosters = new Map<TopicKey, Roster<Listener>>();

	function announce(key: TopicKey, diff: Diff | undefined): number {
		if (!diff) return 0;
		const topic = `realtime:${key.slice(key.indexOf(":") + 1)}`;
		return topics.publish(key, textBroadcast(topic, diff, { event: "presence_diff" })).length;
	}

	return {
		track(key, member, { as, payload }) {
			let roster = rosters.get(key);
			if (!roster) {
				roster = createRoster(() => randomBytes(12).toString("base64url"));
				rosters.set(key, roster);
			}
			return announce(key, roster.track(member, as, payload));
		},
		leave(key, member) {
			const roster = rosters.get(key);
			const diff = roster?.untrack(member);
			if (roster?.isEmpty()) rosters.delete(key);
			return announce(key, diff);
		},
		state: (key) => rosters.get(key)?.state() ?? {},
	};
}
