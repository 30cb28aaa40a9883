import type { Dice } from "./dice.ts";
import type { Crowd, Team, Visitor, Website } from "./people.ts";
import { DAY, dayAt, diceOf, HOUR, MINUTE, momentOf, type Plan } from "./plan.ts";
import { createScene, type Scene } from "./scene.ts";
import { NOTES } from "./talk.ts";
import { createTimeline, type Item, type Reading, readUpto, type Timeline } from "./timeline.ts";

/** A conversation from its first word to where it stands at the end of the history. */
export type Story = {
	id: string;
	website: Website;
	visitor: Visitor;
	createdAt: number;
	channel: "widget" | "email" | "api";
	priority: "low" | "medium" | "high" | "urgent";
	title: string | null;
	assigneeId: string | null;
	resolvedAt: number | null;
	resolvedBy: string | null;
	snoozedUntil: number | null;
	spamAt: number | null;
	archivedAt: number | null;
	rating: { stars: number; comment: string | null; at: number } | null;
	timeline: Timeline;
	tagIds: Map<string, number>;
	participants: Map<string, number>;
	reads: Reading[];
};

type World = { plan: Plan; team: Team; crowd: Crowd };

/** The conversation of a number: numbers ascend with time. */
export function tellStory(world: World, number: number): Story {
	const { plan, crowd } = world;
	const dice = diceOf(plan, "conversation", number);
	const share = number / plan.conversations;
	const story = beginStory(world, {
		dice,
		createdAt: momentOf(dice, dayAt(plan, share)),
		visitor: crowd.pick(dice, share),
	});
	const scene = createScene(world, { dice, story, language: story.visitor.language });
	const length = Math.min(1 + Math.ceil(dice.stretch(plan.items - 3)), plan.items * 12);
	const agentId = scene.pickAgent();
	begin(scene, agentId);
	if (dice.chance(0.93)) talk(scene, { agentId, length, pace: 6 * HOUR });
	end(scene, agentId);
	changeWords(scene);
	read(scene, agentId);
	return story;
}

/** One that never ends: it fills the second half of the history, and is still open. */
export function tellLongStory(world: World): Story {
	const { plan, crowd } = world;
	const dice = diceOf(plan, "longConversation", 0);
	const createdAt = dayAt(plan, 0.5);
	const story = beginStory(world, { dice, createdAt, visitor: crowd.visitorOf(0) });
	const scene = createScene(world, { dice, story, language: story.visitor.language });
	const agentId = scene.pickAgent();
	const pace = (plan.until - createdAt) / plan.long / 1.5;
	begin(scene, agentId);
	talk(scene, { agentId, length: plan.long, pace });
	read(scene, agentId);
	return story;
}

function beginStory(
	{ team }: World,
	{ dice, createdAt, visitor }: { dice: Dice; createdAt: number; visitor: Visitor },
): Story {
	return {
		id: dice.uuid(createdAt),
		website: team.websites[visitor.website] as Website,
		visitor,
		createdAt,
		channel: dice.weigh([
			[80, "widget"],
			[15, "email"],
			[5, "api"],
		]),
		priority: "medium",
		title: null,
		assigneeId: null,
		resolvedAt: null,
		resolvedBy: null,
		snoozedUntil: null,
		spamAt: null,
		archivedAt: null,
		rating: null,
		timeline: createTimeline(createdAt),
		tagIds: new Map(),
		participants: new Map(),
		reads: [],
	};
}

function begin(scene: Scene, agentId: string): void {
	const { dice, story, language } = scene;
	const topic = dice.pick(language.topics);
	if (story.channel === "widget" && dice.chance(0.3)) {
		scene.say(null, language.greeting, { parts: [{ type: "metadata", source: "greeting" }] });
	}
	scene.say({ visitorId: story.visitor.id }, dice.pick(topic.asks));
	if (dice.chance(0.4)) story.title = scene.fill(topic.title);
	if (dice.chance(0.5)) scene.giveTag({ userId: agentId });
	if (dice.chance(0.25)) {
		story.priority = dice.weigh([
			[5, "low"],
			[4, "high"],
			[1, "urgent"],
		]);
		scene.happen("priority_changed", { by: { userId: agentId }, message: story.priority });
	}
	if (dice.chance(0.15) && scene.pass(MINUTE)) {
		scene.say({ aiAgentId: story.website.aiAgentId }, dice.pick(topic.answers));
	} else if (dice.chance(0.9) && scene.pass(2 * HOUR)) {
		reply(scene, { by: agentId, text: dice.pick(topic.answers) });
	}
}

function reply(scene: Scene, { by, text }: { by: string; text: string }): Item {
	const { dice, story } = scene;
	const id = dice.uuid(scene.now());
	const author = { userId: by };
	if (!story.participants.has(by)) {
		story.participants.set(by, scene.now());
		const joined = { isPublic: true, by: author, target: by, causedBy: id };
		scene.happen("participant_joined", joined);
	}
	const item = scene.say(author, text, { id });
	if (story.assigneeId === null && dice.chance(0.7)) {
		story.assigneeId = by;
		scene.happen("assigned", { by: author, target: by });
	}
	return item;
}

function talk(
	scene: Scene,
	{ agentId, length, pace }: { agentId: string; length: number; pace: number },
): void {
	const { dice, story, language, timeline } = scene;
	const isEnough = () => timeline.items.length >= length - 1;
	while (!isEnough() && scene.pass(pace)) {
		if (dice.chance(0.9)) scene.say({ visitorId: story.visitor.id }, dice.pick(language.follows));
		if (dice.chance(0.04)) scene.giveTag({ userId: agentId });
		if (isEnough() || !scene.pass(pace)) return;
		const by = dice.chance(0.88) ? agentId : scene.pickAgent();
		if (dice.chance(0.12)) scene.say({ userId: by }, dice.pick(NOTES), { isPublic: false });
		reply(scene, { by, text: dice.pick(language.replies) });
	}
}

function end(scene: Scene, agentId: string): void {
	const { dice, story, language, plan } = scene;
	if (dice.chance(0.015)) story.spamAt = scene.now();
	const ageInDays = (plan.until - scene.now()) / DAY;
	if (dice.chance(0.06 + 0.6 * Math.exp(-ageInDays / 3)) || !scene.pass(12 * HOUR)) {
		if (dice.chance(0.12)) story.snoozedUntil = plan.until + DAY + dice.below(14 * DAY);
		return;
	}
	if (dice.chance(0.5)) {
		scene.say({ visitorId: story.visitor.id }, dice.pick(language.thanks));
		if (scene.pass(10 * MINUTE)) reply(scene, { by: agentId, text: dice.pick(language.closings) });
	}
	if (scene.pass(5 * MINUTE)) resolve(scene, agentId);
}

function resolve(scene: Scene, agentId: string): void {
	const { dice, story, language } = scene;
	story.resolvedAt = scene.now();
	story.resolvedBy = agentId;
	scene.timeline.endWaiting();
	scene.happen("resolved", { isPublic: true, by: { userId: agentId } });
	if (dice.chance(0.03)) story.archivedAt = scene.now();
	if (!dice.chance(0.25) || !scene.pass(HOUR)) return;
	const stars = dice.weigh([
		[55, 5],
		[25, 4],
		[9, 3],
		[4, 2],
		[7, 1],
	]);
	const comment = dice.chance(0.3) ? dice.pick(language.thanks) : null;
	story.rating = { stars, comment, at: scene.now() };
}

/** Some agents see their mistakes a minute later. */
function changeWords({ dice, timeline, fill }: Scene): void {
	for (const item of timeline.items) {
		if (item.type !== "message" || item.author === null || !("userId" in item.author)) continue;
		const at = item.at + MINUTE;
		if (dice.chance(0.02)) timeline.edit(item, `${item.text} ${fill("{order}")}`, at);
		else if (dice.chance(0.005)) timeline.remove(item, at);
	}
}

function read({ dice, story, timeline, pickAgent }: Scene, agentId: string): void {
	const last = timeline.counters.teamLastOrder;
	const readers = new Set<string | null>([null, ...story.participants.keys()]);
	if (story.resolvedAt !== null) readers.add(agentId);
	if (dice.chance(0.3)) readers.add(pickAgent());
	for (const userId of readers) {
		const teamUpto = dice.chance(0.8) ? last : 1 + dice.below(last);
		const at = timeline.items[teamUpto - 1]?.at ?? story.createdAt;
		story.reads.push(readUpto(timeline, { userId, teamUpto, at }));
	}
}
