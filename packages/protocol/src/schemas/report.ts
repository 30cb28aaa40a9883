import { z } from "zod";
import { id, moment } from "./common.ts";
import { tag } from "./conversation.ts";

const count = z.int().nonnegative();
const seconds = z.number().nonnegative().nullable();

/**
 * How long something took, in seconds. Count and average are exact; median and percentile are read from a scale with two
 * steps for each doubling, and are the average of what is on their step.
 */
const durations = z.object({
	count,
	average: seconds,
	median: seconds,
	ninetiethPercentile: seconds,
});

/** What happened in a time; null is what can't be said of an agent or a tag. */
const figures = z.object({
	/** Conversations begun. */
	started: count.nullable(),
	/** Times that a conversation was resolved or archived, and that it came back. */
	closed: count.nullable(),
	reopened: count.nullable(),
	messagesReceived: count.nullable(),
	messagesSent: count.nullable(),
	messagesSentByAI: count.nullable(),
	/** From the visitor's first message to a person's first answer, by when it was given. */
	firstResponse: durations,
	firstResponseByAI: durations.nullable(),
	/** From a conversation's beginning to its last resolution, by when it was resolved. */
	resolution: durations,
	/** `stars` counts the ratings of 1 to 5. */
	rating: z.object({ count, average: z.number().nullable(), stars: z.array(count).length(5) }),
});

/** Answer of `report`. Days are of the website's time zone. */
export const report = z.object({
	websiteId: id,
	timezone: z.string(),
	from: z.iso.date(),
	to: z.iso.date(),
	granularity: z.enum(["hour", "day", "week", "month"]),
	summary: figures,
	/** The same of the period of the same length before. */
	before: figures,
	/** `open` is how many conversations were open at the step's end; null when it is yet to come. */
	series: z.array(figures.extend({ startsAt: moment, open: z.int().nullable() })),
	agents: z.array(
		figures.extend({
			agent: z.object({ id, name: z.string(), image: z.string().nullable() }),
		}),
	),
	tags: z.array(figures.extend({ tag })),
	/** Messages by day of the week, from Monday, and hour of the day; null for a tag. */
	busiestHours: z.array(z.array(count).length(24)).length(7).nullable(),
});
export type Report = z.infer<typeof report>;
