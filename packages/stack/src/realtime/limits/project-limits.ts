import type { RealtimeLimits } from "../options.ts";
import { createRate, type Rate } from "./rate.ts";

/** What the whole project has used of its limits. */
export type ProjectLimits = {
	events: Rate;
	joins: Rate;
	presence: Rate;
	tooManyEvents(more?: number): boolean;
	tooManyJoins(): boolean;
	tooManyPresenceEvents(): boolean;
	/** Whether a payload of so many bytes may pass. */
	fits(bytes: number): boolean;
	tick(now: number): void;
};

const JOIN_TICK_MS = 1_000;

export function createProjectLimits(limits: RealtimeLimits, now: number): ProjectLimits {
	const windowMs = limits.rateWindowMs;
	const events = createRate({ tickMs: limits.eventTickMs, windowMs, now });
	const joins = createRate({ tickMs: Math.min(JOIN_TICK_MS, windowMs), windowMs, now });
	const presence = createRate({ tickMs: limits.eventTickMs, windowMs, now });
	const maxBytes = limits.maxPayloadKb * 1000 + 500;
	return {
		events,
		joins,
		presence,
		tooManyEvents: (more = 0) => events.average() + more > limits.maxEventsPerSecond,
		tooManyJoins: () => joins.average() >= limits.maxJoinsPerSecond,
		tooManyPresenceEvents: () => presence.average() > limits.maxPresenceEventsPerSecond,
		fits: (bytes) => bytes <= maxBytes,
		tick(now) {
			for (const rate of [events, joins, presence]) rate.tick(now);
		},
	};
}
