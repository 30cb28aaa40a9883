import { clockChanges } from "./local-time.ts";
import { movesTo } from "./past.ts";
import type { Story, Visitor } from "./story.ts";

export const ZONES = [
	...["Asia/Kathmandu", "America/St_Johns", "Europe/Berlin", "UTC"],
	// One has two midnights when clocks go back, the other none when they go forward.
	...["Atlantic/Azores", "Asia/Beirut"],
];

/** The same numbers for the same seed: what fails can be seen again. */
export function dice(seed: number) {
	let state = seed;
	return (sides: number) => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor((state / 2_147_483_648) * sides);
	};
}

/** A day some days ago, or to come. */
export const daysAgo = (days: number) =>
	new Date(Date.now() - days * 86_400_000).toISOString().slice(0, "2026-01-31".length);

type Dice = ReturnType<typeof dice>;

/** Everything that moves a figure, by somebody who may do it; the first moves a conversation into the past. */
export function acts(
	story: Story,
	{ tags, visitors, ids }: { tags: string[]; visitors: Visitor[]; ids: string[] },
	roll: Dice,
) {
	const which = () => roll(ids.length);
	const agent = () => (roll(2) ? story.ada : story.grace);
	const on = (name: string, args: object = {}) =>
		agent().rpc(name, { conversation_id: ids[which()], ...args });
	return [
		() => movesTo(story.sql, ids[which()] ?? "", someMoment(roll)),
		() => agent().replies(ids[which()] ?? "", "an answer"),
		() => agent().notes(ids[which()] ?? "", "a note"),
		() => answersByItself(story, ids[which()] ?? ""),
		async () => {
			const n = which();
			await visitors[n]?.writes("more", { conversationId: ids[n] ?? "" });
		},
		async () => {
			const n = which();
			await visitors[n]?.rpc("rate_conversation", {
				conversation_id: ids[n],
				rating: 1 + roll(5),
			});
		},
		() => on("set_status", { status: "resolved" }),
		() => on("set_status", { status: "resolved" }),
		() => on("set_status", { status: "open" }),
		() => on("assign", { user_id: story.grace.id }),
		() => on("archive", { is_archived: roll(2) === 0 }),
		() => on("mark_spam", { is_spam: roll(3) === 0 }),
		() => on("add_tag", { tag_id: tags[roll(tags.length)] }),
		() => on("add_tag", { tag_id: tags[roll(tags.length)] }),
		() => on("remove_tag", { tag_id: tags[roll(tags.length)] }),
	];
}

/** Some time in the past: at the edges of days and hours, and when clocks change, as often as not. */
export function someMoment(roll: Dice): string {
	const changes = ZONES.flatMap((zone) => clockChanges(zone, daysAgo(295), daysAgo(3)));
	const day = roll(2) ? daysAgo(2 + roll(295)) : (changes[roll(changes.length)] ?? daysAgo(100));
	const hour = roll(2) ? roll(24) : [0, 1, 2, 3, 22, 23][roll(6)];
	const minute = roll(2) ? roll(60) : [0, 14, 15, 29, 30, 59][roll(6)];
	return `${day}T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00Z`;
}

/** An AI agent's message. */
async function answersByItself({ sql, acme }: Story, conversationId: string) {
	await sql`
		with aida as (
			insert into public.ai_agents (organization_id, website_id, name)
			values (${acme.organizationId}, ${acme.websiteId}, 'Aida') returning id
		)
		insert into public.timeline_items (website_id, conversation_id, id, type, text, ai_agent_id)
		select ${acme.websiteId}, ${conversationId}, gen_random_uuid(), 'message', 'Hi', id from aida`;
}
