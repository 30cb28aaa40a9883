import type { Dice } from "./dice.ts";
import { type Team, tagName } from "./people.ts";
import type { Plan } from "./plan.ts";
import type { Story } from "./story.ts";
import { CITIES, type Language, PRODUCTS } from "./talk.ts";
import type { Author, Item } from "./timeline.ts";

export type Event = {
	isPublic?: boolean;
	by: Author;
	target?: string;
	message?: string;
	causedBy?: string;
};

export type Scene = ReturnType<typeof createScene>;

/** Where a story is told line by line. Time passes as it goes on, and nothing happens after the history's end. */
export function createScene(
	{ plan, team }: { plan: Plan; team: Team },
	{ dice, story, language }: { dice: Dice; story: Story; language: Language },
) {
	const { timeline } = story;
	const fill = createFill(dice);
	const clock = { at: story.createdAt };

	function happen(eventType: string, { isPublic = false, by, target, message, causedBy }: Event) {
		const part = {
			type: "event",
			eventType,
			actorUserId: by !== null && "userId" in by ? by.userId : null,
			actorAiAgentId: null,
			targetUserId: target ?? null,
			targetAiAgentId: null,
			...(message !== undefined && { message }),
		};
		const { at } = clock;
		timeline.add({
			...{ id: dice.uuid(at), type: "event", isPublic, text: null, parts: [part], author: by, at },
			causedBy: causedBy ?? null,
		});
	}

	return {
		plan,
		team,
		dice,
		story,
		language,
		timeline,
		fill,
		happen,
		now: () => clock.at,
		/** Lets time pass; false when the history is over. */
		pass(mean: number): boolean {
			clock.at += 1000 + Math.floor(dice.stretch(mean));
			const isOver = clock.at >= plan.until;
			if (isOver) clock.at = plan.until - 1;
			return !isOver;
		},
		say(author: Author, text: string, rest: Partial<Item> = {}): Item {
			const { at } = clock;
			return timeline.add({
				...{ id: dice.uuid(at), type: "message", isPublic: true, text: fill(text), author, at },
				...rest,
			});
		},
		/** A few agents do much of the work. */
		pickAgent: () => team.agents[Math.floor(team.agents.length * dice.next() ** 1.7)]?.id as string,
		/** The first tags are everywhere, the last ones are rare. */
		giveTag(by: Author): void {
			const place = Math.floor(plan.tags * dice.next() ** 3);
			const tagId = story.website.tagIds[place];
			if (tagId === undefined || story.tagIds.has(tagId)) return;
			story.tagIds.set(tagId, clock.at);
			happen("tag_added", { by, message: tagName(place) });
		},
	};
}

/** Puts what this conversation is about into the places of a text. */
function createFill(dice: Dice): (text: string) => string {
	const facts: Record<string, string> = {
		order: `${dice.pick(["AB", "KX", "HS", "QT"])}-${10_000 + dice.below(90_000)}${dice.below(1000)}`,
		product: dice.pick(PRODUCTS),
		city: dice.pick(CITIES),
	};
	return (text) => text.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? name);
}
