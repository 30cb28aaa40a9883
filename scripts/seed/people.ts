import type { Dice } from "./dice.ts";
import { DAY, dayAt, diceOf, type Plan, visitorCount } from "./plan.ts";
import { LANGUAGES, type Language, PRODUCTS, TAGS } from "./talk.ts";

export type Website = { id: string; name: string; aiAgentId: string; tagIds: string[] };
export type Agent = { id: string; name: string };

/** The tenant: what there are few of. */
export type Team = { organizationId: string; websites: Website[]; agents: Agent[] };

const NAMES = ["Harbour Shop", "Harbour Cloud", "Harbour Travel", "Harbour Home", "Harbour Books"];

export function createTeam(plan: Plan): Team {
	const began = dayAt(plan, 0) - 30 * DAY;
	const idOf = (dice: Dice) => dice.uuid(began);
	return {
		organizationId: idOf(diceOf(plan, "organization", 0)),
		websites: Array.from({ length: plan.websites }, (_, place) => {
			const dice = diceOf(plan, "website", place);
			return {
				id: idOf(dice),
				name: NAMES[place] ?? `Harbour ${place + 1}`,
				aiAgentId: idOf(dice),
				tagIds: Array.from({ length: plan.tags }, (_, tag) =>
					idOf(diceOf(plan, "tag", place * plan.tags + tag)),
				),
			};
		}),
		agents: Array.from({ length: plan.agents }, (_, place) => {
			const dice = diceOf(plan, "agent", place);
			return { id: idOf(dice), name: nameIn(dice.weigh(LANGUAGES.slice(0, 4)), dice) };
		}),
	};
}

export function nameIn(language: Language, dice: Dice): string {
	return `${dice.pick(language.firstNames)} ${dice.pick(language.lastNames)}`;
}

export function tagName(place: number): string {
	return TAGS[place] ?? `${PRODUCTS[place % PRODUCTS.length]}-${place}`;
}

export type Contact = { number: number; id: string; isVerified: boolean; createdAt: number };

export type Visitor = {
	id: string;
	website: number;
	language: Language;
	createdAt: number;
	contact: Contact | null;
	/** For whatever else is told of the visitor. */
	dice: Dice;
};

export type Crowd = ReturnType<typeof createCrowd>;

/** The visitors, in the order in which they first came, each found by its number without keeping any. */
export function createCrowd(plan: Plan) {
	const count = visitorCount(plan);
	// The first website is the busiest by far.
	const weights = Array.from(
		{ length: plan.websites },
		(_, place) => [0.5 ** place, place] as const,
	);
	const websites = new Uint8Array(count);
	const byWebsite: number[][] = weights.map(() => []);
	for (let number = 0; number < count; number++) {
		const website =
			number < plan.websites ? number : diceOf(plan, "visitor", number).weigh(weights);
		websites[number] = website;
		byWebsite[website]?.push(number);
	}

	/** Contacts are spread evenly over the visitors. */
	const firstVisitorOf = (contact: number) => Math.floor((contact * count) / plan.contacts);

	function contactNumberOf(visitor: number): number | null {
		if (plan.contacts === 0 || visitor < 0) return null;
		const contact = Math.ceil((visitor * plan.contacts) / count);
		return contact < plan.contacts && firstVisitorOf(contact) === visitor ? contact : null;
	}

	function contactOf(number: number): Contact {
		const dice = diceOf(plan, "contact", number);
		const createdAt = firstSeen(firstVisitorOf(number));
		return { number, id: dice.uuid(createdAt), isVerified: dice.chance(0.6), createdAt };
	}

	/** Days before the first conversation at that share of the history, so that nobody writes before they came. */
	const firstSeen = (visitor: number) => dayAt(plan, visitor / count) - 3 * DAY;

	function visitorOf(number: number): Visitor {
		const dice = diceOf(plan, "visitor", number);
		dice.next();
		const createdAt = firstSeen(number) + dice.below(DAY / 2);
		const id = dice.uuid(createdAt);
		const language = dice.weigh(LANGUAGES);
		let contact = contactNumberOf(number);
		// Some have a second browser.
		if (contact === null && websites[number] === websites[number - 1] && dice.chance(0.4)) {
			contact = contactNumberOf(number - 1);
		}
		return {
			id,
			website: websites[number] ?? 0,
			language,
			createdAt,
			contact: contact === null ? null : contactOf(contact),
			dice,
		};
	}

	return {
		count,
		visitorOf,
		contactOf,
		/** The first browser of a contact. */
		visitorOfContact: (contact: number) => visitorOf(firstVisitorOf(contact)),
		/** Somebody who had come by that share of the history, rather lately. */
		pick(dice: Dice, share: number): Visitor {
			const limit = Math.max(Math.floor(share * count), plan.websites);
			const website = websites[dice.below(limit)] ?? 0;
			const candidates = byWebsite[website] ?? [];
			const known = Math.max(lowerBound(candidates, limit), 1);
			return visitorOf(candidates[Math.floor(known * dice.next() ** 0.4)] ?? website);
		},
	};
}

/** How many of the ascending numbers are less than the limit. */
function lowerBound(numbers: number[], limit: number): number {
	let low = 0;
	let high = numbers.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((numbers[middle] ?? 0) < limit) low = middle + 1;
		else high = middle;
	}
	return low;
}
