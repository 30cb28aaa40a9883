const durations = { count: 2, average: 90, median: 60, ninetiethPercentile: 120 };
const figures = {
	started: 3,
	closed: 2,
	reopened: 1,
	messagesReceived: 7,
	messagesSent: 5,
	messagesSentByAI: 0,
	firstResponse: durations,
	firstResponseByAI: { count: 0, average: null, median: null, ninetiethPercentile: null },
	resolution: durations,
	rating: { count: 2, average: 4.5, stars: [0, 0, 0, 1, 1] },
};
const figuresOfAgent = {
	...figures,
	started: null,
	closed: null,
	reopened: null,
	messagesReceived: null,
	messagesSentByAI: null,
	firstResponseByAI: null,
};
const figuresOfTag = {
	...figures,
	messagesReceived: null,
	messagesSent: null,
	messagesSentByAI: null,
};

type Known = { website: string; ada: string; tag: object; at: string };

/** A report as the real answer looks. */
export function reportExample({ website, ada, tag, at }: Known) {
	return {
		websiteId: website,
		timezone: "Europe/Berlin",
		from: "2026-11-21",
		to: "2026-11-21",
		granularity: "day",
		summary: figures,
		before: figures,
		series: [{ ...figures, startsAt: at, open: 2 }],
		agents: [{ ...figuresOfAgent, agent: { id: ada, name: "Ada Lovelace", image: null } }],
		tags: [{ ...figuresOfTag, tag }],
		busiestHours: Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 1)),
	};
}
