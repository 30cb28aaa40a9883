import { createDice, type Dice } from "./dice.ts";

/** How much to make, and the seed: equal plans make equal rows. */
export type Plan = {
	seed: number;
	conversations: number;
	/** Of a conversation, on average. */
	items: number;
	contacts: number;
	agents: number;
	websites: number;
	tags: number;
	/** Items of the one long conversation; 0 for none. */
	long: number;
	/** The moment at which everything ends, in milliseconds. */
	until: number;
};

/** What dice are thrown for: each kind has its own. */
export const KINDS = {
	organization: 1,
	website: 2,
	agent: 3,
	tag: 4,
	contact: 5,
	visitor: 6,
	conversation: 7,
	longConversation: 8,
} as const;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function diceOf(plan: Plan, kind: keyof typeof KINDS, number: number): Dice {
	return createDice(plan.seed, KINDS[kind], number);
}

export function visitorCount({ conversations, contacts }: Plan): number {
	return Math.max(Math.ceil(conversations / 2), contacts, 1);
}

/** The history that a plan tells: longer for more conversations, up to three years. */
export function daysOf({ conversations }: Plan): number {
	return Math.min(1095, Math.max(30, Math.round(conversations / 100)));
}

/** The day, as its first moment, that lies at a share of the history: business grows, so later days hold more. */
export function dayAt(plan: Plan, share: number): number {
	const days = daysOf(plan);
	return plan.until - DAY * (days - Math.floor(days * share ** 0.75));
}

/** The hours of a day, by how many people write then. */
const HOURS = [
	1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 19, 17, 13, 15, 17, 16, 14, 11, 8, 7, 6, 4, 3, 2,
].map((weight, hour) => [weight, hour] as const);

/** A moment of a day at which people write; what falls on a weekend mostly moves to the Friday before. */
export function momentOf(dice: Dice, day: number): number {
	const daysAfterFriday =
		new Date(day).getUTCDay() === 0 ? 2 : new Date(day).getUTCDay() === 6 ? 1 : 0;
	const moved = daysAfterFriday > 0 && dice.chance(0.6) ? daysAfterFriday * DAY : 0;
	return day - moved + dice.weigh(HOURS) * HOUR + dice.below(HOUR);
}
