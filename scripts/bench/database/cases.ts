import { randomUUID } from "node:crypto";
import type { World } from "./world.ts";

/** Whom a call is made as: an agent under row security, or the tables' owner with an agent's claims. */
export type Role = "authenticated" | "owner";

/** One call to measure: its statement, and what to ask in each round. */
export type Case = {
	name: string;
	budgetMs: number;
	statement: string;
	/** The arguments of a round; rounds ask differently, as people do. What writes gives each role rows of its own. */
	args(world: World, round: number, as: Role): unknown[];
	/** How many times as long as in the small database it may take, where the larger one has more to find: decision 006. */
	mostGrowth?: number;
	/** A list: how many rows fill a page. The statement takes as many as its last parameter says. */
	page?: number;
	/** A plain read under row security has the policy in its plan: these show what that costs. */
	isBareRead?: true;
};

type Filter = (world: World, round: number) => Record<string, unknown>;

const nth = (list: string[], round: number) => list[round % Math.max(list.length, 1)] ?? "";
const rare = ({ tagIds }: World) => tagIds.at(-1) ?? "";

const FILTERS: Record<string, Filter> = {
	everything: () => ({}),
	open: () => ({ status: "open" }),
	resolved: () => ({ status: "resolved" }),
	"assignee me": () => ({ assignee: "me" }),
	"assignee none": () => ({ assignee: "none" }),
	"assignee someone": () => ({ assignee: "someone" }),
	"assignee another": ({ agentIds }, round) => ({ assignee: nth(agentIds, round + 7) }),
	"open, assignee me": () => ({ status: "open", assignee: "me" }),
	"open, assignee none": () => ({ status: "open", assignee: "none" }),
	"priority urgent": () => ({ priority: ["urgent"] }),
	"priority high or urgent": () => ({ priority: ["high", "urgent"] }),
	"open, priority low": () => ({ status: "open", priority: ["low"] }),
	"tag, common": ({ tagIds }) => ({ tags: [tagIds[0]] }),
	"tag, rare": (world) => ({ tags: [rare(world)] }),
	"tags, any of three": ({ tagIds }) => ({ tags: tagIds.slice(8, 11) }),
	"tags, all of two": ({ tagIds }) => ({ allTags: tagIds.slice(0, 2) }),
	"tags, all of two rare": ({ tagIds }) => ({ allTags: tagIds.slice(-2) }),
	"open, tag rare": (world) => ({ status: "open", tags: [rare(world)] }),
	unread: () => ({ unread: true }),
	"open, unread": () => ({ status: "open", unread: true }),
	"open, read": () => ({ status: "open", unread: false }),
	"channel api": () => ({ channel: "api" }),
	"open, channel email": () => ({ status: "open", channel: "email" }),
	contact: ({ contactIds }, round) => ({ contact: nth(contactIds, round) }),
	"begun within three days": ({ days }) => ({ createdFrom: days.middle, createdTo: days.later }),
	"active within three days": ({ days }) => ({ activeFrom: days.middle, activeTo: days.later }),
	"active long ago": ({ days }) => ({ activeTo: days.middle }),
	"text, rare": ({ rareWords }, round) => ({ text: nth(rareWords, round) }),
	"text, common": () => ({ text: "order" }),
	"text, two words": () => ({ text: "lamp tracking" }),
	"box snoozed": () => ({ box: "snoozed" }),
	"box archived": () => ({ box: "archived" }),
	"box spam": () => ({ box: "spam" }),
};

/** What stands in other tables, in thousands of rows to look through, takes longer: decision 006. */
const DEARER = ["tags, all of two", "open, read", "text, common", "text, two words"];
/** More than a page of an agent's, or of what carries several tags, is there in the larger database alone. */
const MORE_TO_FIND = ["assignee me", "assignee another", "open, assignee me", "tags, all of two"];
const LARGER_GROWTH = 4;

const INBOX = {
	page: 50,
	statement: `select public.inbox($1, $2::text::jsonb, $3, sort => $4, "limit" => $5)`,
};
const SORTS = ["newest", "oldest", "longest_waiting", "priority"];

const inbox: Case[] = SORTS.flatMap((sort) => [
	...Object.entries(FILTERS).map(([name, filter]) => ({
		...INBOX,
		name: `inbox ${sort}: ${name}`,
		budgetMs: DEARER.includes(name) ? 30 : 20,
		...(MORE_TO_FIND.includes(name) && { mostGrowth: LARGER_GROWTH }),
		args: (world: World, round: number) => [
			...[world.websiteId, JSON.stringify(filter(world, round)), null, sort],
		],
	})),
	{
		...INBOX,
		name: `inbox ${sort}: deep page`,
		budgetMs: 20,
		args: (world: World) => [world.websiteId, "{}", world.deepCursors[sort], sort],
	},
]);

const QUERIES: Record<string, (world: World, round: number) => string> = {
	"rare word": ({ rareWords }, round) => nth(rareWords, round),
	"common word": () => "order",
	"prefix, common": () => "th",
	"prefix, rare": ({ rareWords }, round) => nth(rareWords, round).slice(0, 5),
	"two words, both common": () => "order here",
	"two words, seldom together": () => "lamp lisbon",
	"two words, common prefix": () => "umbrella t",
	"nothing there": () => "zzyzx",
	name: ({ contactNames }, round) => nth(contactNames, round),
	address: ({ contactNames }, round) => `customer ${nth(contactNames, round).split(" ")[0]}`,
};

const searches: Case[] = Object.entries(QUERIES).map(([name, query]) => ({
	name: `search: ${name}`,
	budgetMs: 150,
	// A larger website has more people of one name.
	...(["name", "address"].includes(name) && { mostGrowth: LARGER_GROWTH }),
	page: 20,
	statement: `select public.search_conversations($1, $2, "limit" => $3)`,
	args: (world, round) => [world.websiteId, query(world, round)],
}));

const calls: Case[] = [
	{
		name: "inbox_counts",
		budgetMs: 20,
		statement: "select public.inbox_counts($1)",
		args: ({ websiteId }) => [websiteId],
	},
	{
		name: "open the longest conversation at its end",
		budgetMs: 10,
		statement: "select public.get_conversation($1)",
		args: ({ long }) => [long.id],
	},
	{
		name: "read the longest conversation in its middle",
		budgetMs: 10,
		statement: "select public.list_timeline($1, $2)",
		args: ({ long }, round) => [long.id, Math.floor(long.items / 2) + round * 50],
	},
	{
		name: "sync 1,000 changes",
		budgetMs: 30,
		statement: "select public.sync_conversation($1, $2, 1000)",
		args: ({ long }, round) => [long.id, Math.max(long.changes - 1500 - round, 0)],
	},
];

const REPORTS: Record<string, (world: World, round: number) => (string | null)[]> = {
	"by day": () => ["day", null, null],
	"by week": () => ["week", null, null],
	"of an agent": ({ agentIds }, round) => ["day", nth(agentIds, round), null],
	"of a tag": ({ tagIds }, round) => ["day", null, nth(tagIds, round)],
};

const reports: Case[] = Object.entries(REPORTS).map(([name, rest]) => ({
	name: `report of 90 days, ${name}`,
	budgetMs: 200,
	// A busier website has figures of more durations, hours and agents in a day.
	mostGrowth: LARGER_GROWTH,
	statement: "select public.report($1, $2, $3, $4, $5, $6)",
	args: (world, round) => [
		...[world.websiteId, world.days.quarter, world.days.end],
		...rest(world, round),
	],
}));

/** Row security alone: the same statement with the policy in its plan, and without. */
const reads: Case[] = [
	{
		name: "table: newest conversations",
		statement: `select id, title from public.conversations
			where website_id = $1 and box = 'resolved'
			order by last_activity_at desc, id desc limit $2`,
		args: ({ websiteId }: World) => [websiteId],
	},
	{
		name: "table: newest items",
		statement: `select id, text from public.timeline_items
			where conversation_id = $1 order by team_order desc limit $2`,
		args: ({ long }: World) => [long.id],
	},
	{
		name: "table: visitors seen last",
		statement: `select id, page_url from public.visitors
			where website_id = $1 order by last_seen_at desc limit $2`,
		args: ({ websiteId }: World) => [websiteId],
	},
].map((one) => ({ ...one, budgetMs: 20, page: 50, isBareRead: true }));

const SEND = "select public.send_message($1, $2, 'Thanks, I am looking into it.')";
/** Of two conversations, which one a role writes into. */
const SHARE: Record<Role, number> = { authenticated: 0, owner: 1 };

const sends: Case[] = [
	{
		// Two items, a participant and a cursor: decision 006.
		name: "send_message, the first of an agent",
		budgetMs: 8,
		statement: SEND,
		args: ({ unjoinedIds }, round, as) => [nth(unjoinedIds, round * 2 + SHARE[as]), randomUUID()],
	},
	{
		name: "send_message, a later one",
		budgetMs: 5,
		statement: SEND,
		args: ({ agentIds, joinedIds }, round, as) => {
			const ofAgent = joinedIds[nth(agentIds, round)] ?? [];
			return [nth(ofAgent, SHARE[as]), randomUUID()];
		},
	},
];

/** Everything that is measured, what writes last. What is added to the API and reads much gets its lines here. */
export const CASES: readonly Case[] = [
	...[...calls, ...inbox, ...searches, ...reports, ...reads],
	...sends,
];
