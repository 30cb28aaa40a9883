import { type Crowd, nameIn, type Team, tagName } from "./people.ts";
import { DAY, daysOf, diceOf, MINUTE, type Plan } from "./plan.ts";
import type { Story } from "./story.ts";
import { CITIES, PRODUCTS } from "./talk.ts";
import type { Item } from "./timeline.ts";

export type Value = string | number | boolean | null;

/** The columns that rows of a table fill; the others keep their defaults. */
export const COLUMNS = {
	contacts:
		"id organization_id website_id external_id email name is_verified metadata created_at updated_at",
	visitors:
		"id organization_id website_id contact_id language timezone screen browser os device_type page_url page_title referrer fingerprint blocked_at blocked_by created_at last_seen_at",
	conversations:
		"id organization_id website_id visitor_id contact_id status priority channel title assignee_id created_at last_activity_at waiting_since resolved_at resolved_by snoozed_until spam_at archived_at rating rating_comment rated_at rated_for team_last_order team_last_change team_last_message visitor_last_order visitor_last_change visitor_last_message visitor_message_count team_message_count first_written_at first_responded_at first_responded_by first_ai_responded_at tag_marks",
	timeline_items:
		"website_id conversation_id id type visibility text parts visitor_id user_id ai_agent_id caused_by created_at edited_at deleted_at team_order team_change visitor_order visitor_change",
	conversation_tags: "website_id conversation_id tag_id created_at",
	conversation_participants: "website_id conversation_id user_id joined_at",
	conversation_reads:
		"website_id conversation_id user_id team_upto visitor_upto message_count seen_message_count team_read_at visitor_read_at",
} as const;

export type Table = keyof typeof COLUMNS;

/** Rows by table, in the order in which they refer to each other. */
export type Rows = Partial<Record<Table, Value[][]>>;

const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString());

export function contactRow(plan: Plan, team: Team, crowd: Crowd, number: number): Value[] {
	const { id, isVerified, createdAt } = crowd.contactOf(number);
	const visitor = crowd.visitorOfContact(number);
	const dice = diceOf(plan, "contact", plan.contacts + number);
	const name = nameIn(visitor.language, dice);
	const mailName = name
		.normalize("NFD")
		.toLowerCase()
		.replace(/[^a-z ]/g, "")
		.trim()
		.replace(/ +/g, ".");
	const metadata = {
		plan: dice.pick(["free", "starter", "business", "enterprise"]),
		seats: 1 + dice.below(200),
		city: dice.pick(CITIES),
	};
	return [
		id,
		team.organizationId,
		team.websites[visitor.website]?.id ?? null,
		`customer_${number}`,
		`${mailName || "customer"}.${number}@mail.example`,
		name,
		isVerified,
		JSON.stringify(metadata),
		moment(createdAt),
		moment(createdAt),
	];
}

const DEVICES: readonly (readonly [weight: number, device: readonly string[]])[] = [
	[45, ["1920x1080", "Chrome", "Windows", "desktop"]],
	[20, ["1512x982", "Safari", "macOS", "desktop"]],
	[20, ["390x844", "Safari", "iOS", "mobile"]],
	[12, ["412x915", "Chrome", "Android", "mobile"]],
	[3, ["1024x1366", "Safari", "iPadOS", "tablet"]],
];

export function visitorRow(plan: Plan, team: Team, crowd: Crowd, number: number): Value[] {
	const { id, website, language, createdAt, contact, dice } = crowd.visitorOf(number);
	const product = dice.pick(PRODUCTS);
	const isBlocked = dice.chance(0.002);
	const lastSeen = createdAt + (plan.until - createdAt) * dice.next();
	return [
		id,
		team.organizationId,
		team.websites[website]?.id ?? null,
		contact?.id ?? null,
		language.code,
		language.timezone,
		...dice.weigh(DEVICES),
		`https://shop.example/${product}s/${1 + dice.below(500)}`,
		`${product[0]?.toUpperCase()}${product.slice(1)}s`,
		dice.chance(0.4) ? "https://www.google.com/" : null,
		dice.uuid(0).slice(-12),
		isBlocked ? moment(lastSeen) : null,
		isBlocked ? (team.agents[0]?.id ?? null) : null,
		moment(createdAt),
		moment(lastSeen),
	];
}

/** Adds a story's rows to others. */
export function addStory(rows: Required<Rows>, team: Team, story: Story): void {
	const website = story.website.id;
	rows.conversations.push(conversationRow(team, story));
	for (const item of story.timeline.items) rows.timeline_items.push(itemRow(story, item));
	for (const [tag, at] of story.tagIds) {
		rows.conversation_tags.push([website, story.id, tag, moment(at)]);
	}
	for (const [agent, at] of story.participants) {
		rows.conversation_participants.push([website, story.id, agent, moment(at)]);
	}
	for (const { userId, teamUpto, visitorUpto, messageCount, at } of story.reads) {
		const seenAt = visitorUpto > 0 ? moment(at) : null;
		rows.conversation_reads.push([
			...[website, story.id, userId, teamUpto, visitorUpto, messageCount, messageCount],
			...[moment(at), seenAt],
		]);
	}
}

function conversationRow({ organizationId }: Team, story: Story): Value[] {
	const { counters } = story.timeline;
	const { contact, id: visitorId } = story.visitor;
	return [
		story.id,
		organizationId,
		story.website.id,
		visitorId,
		contact?.isVerified ? contact.id : null,
		story.resolvedAt === null ? "open" : "resolved",
		story.priority,
		story.channel,
		story.title,
		story.assigneeId,
		moment(story.createdAt),
		moment(counters.lastActivityAt),
		moment(counters.waitingSince) ?? "infinity",
		moment(story.resolvedAt),
		story.resolvedBy,
		moment(story.snoozedUntil),
		moment(story.spamAt),
		moment(story.archivedAt),
		story.rating?.stars ?? null,
		story.rating?.comment ?? null,
		moment(story.rating?.at ?? null),
		story.rating === null ? null : story.resolvedBy,
		counters.teamLastOrder,
		counters.teamLastChange,
		counters.teamLastMessage,
		counters.visitorLastOrder,
		counters.visitorLastChange,
		counters.visitorLastMessage,
		counters.visitorMessageCount,
		counters.teamMessageCount,
		moment(counters.firstWrittenAt),
		moment(counters.firstResponse?.at ?? null),
		counters.firstResponse?.userId ?? null,
		moment(counters.firstAiRespondedAt),
		tagMarks([...story.tagIds.keys()]),
	];
}

/** As `private.tag_marks` has it: a bit for each tag, by its id's last six. */
function tagMarks(tagIds: string[]): string {
	let marks = 0n;
	for (const id of tagIds) marks |= 1n << BigInt(Number.parseInt(id.slice(-2), 16) % 64);
	return String(BigInt.asIntN(64, marks));
}

function itemRow(story: Story, item: Item): Value[] {
	const author: { visitorId?: string; userId?: string; aiAgentId?: string } = item.author ?? {};
	return [
		story.website.id,
		story.id,
		item.id,
		item.type,
		item.isPublic ? "public" : "private",
		item.text,
		item.parts.length === 0 ? "[]" : JSON.stringify(item.parts),
		author.visitorId ?? null,
		author.userId ?? null,
		author.aiAgentId ?? null,
		item.causedBy,
		moment(item.at),
		moment(item.editedAt),
		moment(item.deletedAt),
		item.teamOrder,
		item.teamChange,
		item.visitorOrder,
		item.visitorChange,
	];
}

/** What there are few of, as one JSON that a statement takes apart. */
export function teamAsJson(plan: Plan, { organizationId, websites, agents }: Team) {
	const began = moment(plan.until - (daysOf(plan) + 30) * DAY);
	return {
		began,
		organization: {
			id: organizationId,
			name: `Harbour Goods ${plan.seed}`,
			slug: `harbour-goods-${plan.seed}`,
		},
		websites: websites.map(({ id, name, aiAgentId }, place) => ({
			id,
			name,
			aiAgentId,
			publicKey: `pk_seed_${plan.seed}_${String(place).padStart(4, "0")}`,
		})),
		agents: agents.map(({ id, name }, place) => ({
			id,
			name,
			email: `agent${place + 1}@harbour-goods-${plan.seed}.test`,
			role: place === 0 ? "owner" : place < 3 ? "admin" : "member",
			lastSeenAt: moment(plan.until - place * 7 * MINUTE),
		})),
		tags: websites.flatMap(({ id: websiteId, tagIds }) =>
			tagIds.map((id, place) => ({ id, websiteId, name: tagName(place) })),
		),
	};
}
