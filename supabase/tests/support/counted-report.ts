import { dayAfter, daysFrom, shownIn } from "./local-time.ts";
import type { Sql } from "./stack.ts";

/** Everything a report tells of, row by row. Moments are microseconds. */
export type Rows = {
	timezone: string;
	conversations: ConversationRow[];
	messages: MessageRow[];
	agents: { id: string; name: string; image: string | null }[];
	tags: { id: string; name: string }[];
};
type ConversationRow = {
	begun: number;
	written: number | null;
	answered: number | null;
	answeredBy: string | null;
	answeredByAI: number | null;
	resolved: number | null;
	resolvedBy: string | null;
	rating: number | null;
	rated: number | null;
	ratedFor: string | null;
	/** When it was closed and when it came back, in order. */
	closed: { from: number; to: number | null }[];
	tagIds: string[];
};
type MessageRow = { at: number; isVisitors: boolean; userId: string | null };

export type Asked = {
	from: string;
	to: string;
	granularity: "hour" | "day" | "week" | "month";
	agent_id?: string;
	tag_id?: string;
};

/** Reads what there is, without what reports keep. */
export async function readRows(sql: Sql, websiteId: string): Promise<Rows> {
	const micros = (column: string) => sql`(extract(epoch from ${sql(column)}) * 1000000)::float8`;
	const [website] = await sql`select timezone from public.websites where id = ${websiteId}`;
	const conversations = await sql<ConversationRow[]>`
		select
			${micros("created_at")} as begun, ${micros("first_written_at")} as written,
			${micros("first_responded_at")} as answered, first_responded_by as "answeredBy",
			${micros("first_ai_responded_at")} as "answeredByAI",
			${micros("resolved_at")} as resolved, resolved_by as "resolvedBy",
			rating, ${micros("rated_at")} as rated, rated_for as "ratedFor",
			coalesce((
				select jsonb_agg(jsonb_build_object(
					'from', extract(epoch from lower(span)) * 1000000, 'to', extract(epoch from upper(span)) * 1000000
				))
				from unnest(coalesce(closed_during, '{}') + case
					when least(resolved_at, archived_at) is null then '{}'
					else tstzmultirange(tstzrange(least(resolved_at, archived_at), null))
				end) as span
			), '[]') as closed,
			array(select tag_id from public.conversation_tags where conversation_id = conversations.id) as "tagIds"
		from public.conversations
		where website_id = ${websiteId} and spam_at is null and not is_test`;
	const messages = await sql<MessageRow[]>`
		select ${micros("created_at")} as at, visitor_id is not null as "isVisitors", user_id as "userId"
		from public.timeline_items
		where website_id = ${websiteId} and type = 'message' and visibility = 'public'
			and num_nonnulls(visitor_id, user_id, ai_agent_id) = 1
			and conversation_id not in (select id from public.conversations where is_test)`;
	const agents = await sql<Rows["agents"]>`
		select user_id as id, name, image
		from public.profiles join public.members using (user_id)
		where organization_id = (select organization_id from public.websites where id = ${websiteId})
		order by name, user_id`;
	const tags = await sql<Rows["tags"]>`
		select id, name from public.tags where website_id = ${websiteId} order by name, id`;
	return { timezone: website?.timezone, conversations, messages, agents, tags };
}

/** The report of these rows, counted one by one for each figure. */
export function countReport(rows: Rows, asked: Asked) {
	const { timezone } = rows;
	const { from, to, granularity, agent_id: agentId, tag_id: tagId } = asked;
	const length = daysFrom(from, to).length;
	const shown = (at: number) => shownIn(timezone, at / 1000);
	const isWithin = (first: string, last: string) => (at: number) =>
		shown(at).day >= first && shown(at).day <= last;
	const inPeriod = isWithin(from, to);
	const mine = { agentId, tagId };
	const summary = countFigures(rows, mine, inPeriod);

	const steps = stepsOf(asked, timezone);
	const series = steps.map((step, index) => {
		const next = steps[index + 1];
		const isBefore = (at: number) =>
			next === undefined ? shown(at).day <= to : at < next.startsAt * 1000;
		const isOpen = ({ begun, closed }: ConversationRow) =>
			isBefore(begun) &&
			!closed.some((span) => isBefore(span.from) && !(span.to !== null && isBefore(span.to)));
		const figures = countFigures(
			rows,
			mine,
			(at) => at >= step.startsAt * 1000 && inPeriod(at) && isBefore(at),
		);
		const open = ofTag(rows.conversations, tagId).filter(isOpen).length;
		const isTold = agentId === undefined && step.startsAt <= Date.now();
		return { ...figures, startsAt: step.startsAt, open: isTold ? open : null };
	});

	const agents = rows.agents
		.filter(({ id }) => tagId === undefined && (agentId ?? id) === id)
		.map((agent) => ({ ...countFigures(rows, { agentId: agent.id }, inPeriod), agent }))
		.filter(isSomething);
	const tags = rows.tags
		.filter(({ id }) => agentId === undefined && (tagId ?? id) === id)
		.map((tag) => ({ ...countFigures(rows, { tagId: tag.id }, inPeriod), tagId: tag.id }))
		.filter(isSomething);
	const busiest = rows.messages
		.filter(({ isVisitors, userId }) => (agentId ? userId === agentId : isVisitors))
		.filter(({ at }) => inPeriod(at))
		.map(({ at }) => shown(at));
	const busiestHours = Array.from({ length: 7 }, (_, day) =>
		Array.from(
			{ length: 24 },
			(_, hour) => busiest.filter((one) => one.weekday === day + 1 && one.hour === hour).length,
		),
	);
	return {
		...{ timezone, from, to, granularity, summary, series, agents, tags },
		before: countFigures(rows, mine, isWithin(dayAfter(from, -length), dayAfter(from, -1))),
		busiestHours: tagId === undefined ? busiestHours : null,
	};
}

/** When steps begin: looked for by the quarter hour, as clocks change by quarters at least. */
function stepsOf({ from, to, granularity }: Asked, timezone: string): { startsAt: number }[] {
	const starts = new Map<string | number, number>();
	const end = Date.parse(dayAfter(to, 2));
	for (let at = Date.parse(dayAfter(from, -2)); at < end; at += 900_000) {
		const { day, hourBegan, weekday } = shownIn(timezone, at);
		if (day < from || day > to) continue;
		const key = {
			hour: hourBegan,
			day,
			week: dayAfter(day, 1 - weekday),
			month: day.slice(0, "2026-01".length),
		}[granularity];
		if (!starts.has(key)) starts.set(key, at);
	}
	return [...starts.values()].map((startsAt) => ({ startsAt }));
}

const ofTag = (conversations: ConversationRow[], tagId: string | undefined) =>
	conversations.filter(({ tagIds }) => tagId === undefined || tagIds.includes(tagId));

function countFigures(
	rows: Rows,
	{ agentId, tagId }: { agentId?: string | undefined; tagId?: string | undefined },
	isThen: (at: number) => boolean,
) {
	const conversations = ofTag(rows.conversations, tagId);
	const messages = rows.messages.filter(({ at }) => isThen(at));
	const then = (at: number | null): at is number => at !== null && isThen(at);
	const isMine = (who: string | null) => agentId === undefined || who === agentId;
	const unlessAgent = <T>(value: T) => (agentId === undefined ? value : null);
	const unlessTag = <T>(value: T) => (tagId === undefined ? value : null);

	const answered = conversations.filter((one) => then(one.answered) && isMine(one.answeredBy));
	const byAI = conversations.filter((one) => then(one.answeredByAI));
	const resolved = conversations.filter((one) => then(one.resolved) && isMine(one.resolvedBy));
	const rated = conversations.filter((one) => then(one.rated) && isMine(one.ratedFor));
	const stars = [1, 2, 3, 4, 5].map((star) => rated.filter((one) => one.rating === star).length);
	const spans = conversations.flatMap(({ closed }) => closed);
	return {
		started: unlessAgent(conversations.filter((one) => then(one.begun)).length),
		closed: unlessAgent(spans.filter((span) => then(span.from)).length),
		reopened: unlessAgent(spans.filter((span) => then(span.to)).length),
		messagesReceived: unlessAgent(unlessTag(messages.filter((one) => one.isVisitors).length)),
		messagesSent: unlessTag(
			messages.filter((one) => one.userId !== null && isMine(one.userId)).length,
		),
		messagesSentByAI: unlessAgent(
			unlessTag(messages.filter((one) => !one.isVisitors && one.userId === null).length),
		),
		firstResponse: durations(answered.map((one) => [one.written, one.answered])),
		firstResponseByAI: unlessAgent(durations(byAI.map((one) => [one.written, one.answeredByAI]))),
		resolution: durations(resolved.map((one) => [one.begun, one.resolved])),
		rating: {
			count: rated.length,
			average: hundredths(averageOf(rated.map((one) => one.rating ?? 0))),
			stars,
		},
	};
}

function durations(spans: [from: number | null, to: number | null][]) {
	const seconds = spans
		.map(([from, to]) => Math.max(0, Math.floor(((to ?? 0) - (from ?? 0)) / 1_000_000)))
		.sort((one, other) => one - other);
	const average = averageOf(seconds);
	return {
		count: seconds.length,
		average: average === null ? null : Math.round(average),
		median: seconds[Math.ceil(seconds.length * 0.5) - 1] ?? null,
		ninetiethPercentile: seconds[Math.ceil(seconds.length * 0.9) - 1] ?? null,
	};
}

const averageOf = (values: number[]) =>
	values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

const hundredths = (value: number | null) =>
	value === null ? null : Math.round(value * 100) / 100;

/** Whom nothing is said of is not in the list. */
function isSomething(figures: ReturnType<typeof countFigures>): boolean {
	const { started, closed, reopened, messagesSent, firstResponse, resolution, rating } = figures;
	const counts = [started, closed, reopened, messagesSent, figures.firstResponseByAI?.count ?? 0];
	return [...counts, firstResponse.count, resolution.count, rating.count].some((n) => (n ?? 0) > 0);
}
