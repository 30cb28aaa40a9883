import { type Report, report as reportShape } from "@cossistant/protocol/schemas";
import { expect } from "vitest";
import { type Asked, countReport, readRows } from "./counted-report.ts";
import type { Story } from "./story.ts";

/** What Ada's reports say is what the rows of Acme say, counted one by one. */
export async function expectTheTruth(story: Story, asked: Asked[]): Promise<void> {
	const rows = await readRows(story.sql, story.acme.websiteId);
	for (const one of asked) {
		const counted = countReport(rows, one);
		const answer = await story.ada.rpc("report", { website_id: story.acme.websiteId, ...one });
		expect({ one, ...said(reportShape.parse(answer), counted) }).toEqual({ one, ...counted });
	}
}

type Counted = ReturnType<typeof countReport>;

/** What a report says, as it would be if counted; how long things took need only be near. */
function said({ websiteId: _w, ...answer }: Report, counted: Counted) {
	const near = (figures: Counted["summary"], own: Figures) => ({
		...own,
		firstResponse: nearly(own.firstResponse, figures.firstResponse),
		firstResponseByAI: nearly(own.firstResponseByAI, figures.firstResponseByAI),
		resolution: nearly(own.resolution, figures.resolution),
	});
	const nearEach = <Own extends Figures>(figures: Counted["summary"][], own: Own[]) =>
		own.map((one, index) => ({ ...one, ...near(figures[index] ?? counted.summary, one) }));
	return {
		...answer,
		summary: near(counted.summary, answer.summary),
		before: near(counted.before, answer.before),
		series: nearEach(counted.series, answer.series).map(({ startsAt, ...step }) => ({
			...step,
			startsAt: Date.parse(startsAt),
		})),
		agents: nearEach(counted.agents, answer.agents),
		tags: nearEach(counted.tags, answer.tags).map(({ tag, ...rest }) => ({
			...rest,
			tagId: tag.id,
		})),
	};
}

type Figures = Report["summary"];
type Durations = Report["summary"]["firstResponse"];

/** The counted median and percentile in place of those that are within the step of the scale that they are on. */
function nearly<Told extends Durations | null>(told: Told, counted: Durations | null): Told {
	if (told === null || counted === null) return told;
	const settle = (name: "median" | "ninetiethPercentile") => {
		const [one, other] = [told[name], counted[name]];
		if (one === null || other === null) return one;
		const isNear = Math.abs(one - other) <= 1 || Math.abs(Math.log2(one / other)) <= 0.5;
		return isNear ? other : one;
	};
	return {
		...told,
		median: settle("median"),
		ninetiethPercentile: settle("ninetiethPercentile"),
	};
}
