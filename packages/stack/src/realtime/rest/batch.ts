import { probeWrite } from "../authorization/probe.ts";
import { publish } from "../channel/broadcast.ts";
import { fields } from "../channel/join-config.ts";
import type { Project } from "../project.ts";
import { topicKey } from "../topics.ts";
import { textBroadcast } from "../wire/broadcast.ts";
import { checkRate } from "./rate-check.ts";
import { jsonOf, type RestRequest } from "./request.ts";
import { RestError } from "./rest-error.ts";

type BatchMessage = {
	id: string | undefined;
	topic: string;
	event: string;
	payload: object;
	isPrivate: boolean;
};

type Problems = Record<string, string[]>;

/** Sends a batch of broadcasts. Private ones that may not be written are left out without a word. */
export async function sendBatch(project: Project, request: RestRequest): Promise<void> {
	const messages = readMessages(project, jsonOf(request.body));
	checkRate(project, messages.length);
	for (const message of messages.filter((message) => !message.isPrivate)) send(project, message);
	const byTopic = Map.groupBy(
		messages.filter((message) => message.isPrivate),
		(message) => message.topic,
	);
	for (const [topic, group] of byTopic) {
		if (!(await mayWrite(project, request, topic))) continue;
		for (const message of group) send(project, message);
	}
}

/** Asks the policies; a question the database cannot answer is a no. */
export async function mayWrite(
	project: Project,
	{ token, headers }: RestRequest,
	topic: string,
): Promise<boolean> {
	try {
		const write = await probeWrite(project.sql, { topic, claims: token.claims, headers });
		return write.broadcast === true;
	} catch (error) {
		project.log(`RlsPolicyError: ${(error as Error).message}`);
		return false;
	}
}

function send(project: Project, { id, topic, event, payload, isPrivate }: BatchMessage): void {
	project.usage.events.add();
	const meta = id === undefined ? {} : { meta: { id } };
	const content = { payload, event, type: "broadcast", ...meta };
	publish(project, {
		key: topicKey(topic, isPrivate),
		broadcast: textBroadcast(`realtime:${topic}`, content, { id }),
	});
}

function readMessages(project: Project, body: unknown): BatchMessage[] {
	const { messages } = fields(body);
	if (!Array.isArray(messages)) refuse({ messages: [messages ? "is invalid" : "can't be blank"] });
	const read = (messages as unknown[]).map(fields);
	const problems = read.map((message) => problemsOf(project, message));
	if (problems.some((problem) => Object.keys(problem).length > 0)) refuse({ messages: problems });
	return read.map((message) => ({
		id: message.id as string | undefined,
		topic: message.topic as string,
		event: message.event as string,
		payload: message.payload as object,
		isPrivate: message.private === true || message.private === "true",
	}));
}

function problemsOf(project: Project, message: Record<string, unknown>): Problems {
	const problems: Problems = {};
	for (const name of ["topic", "event"]) {
		const value = message[name];
		if (value === undefined || value === null || value === "") problems[name] = [BLANK];
		else if (typeof value !== "string") problems[name] = [INVALID];
	}
	const { payload, id } = message;
	if (payload === undefined || payload === null) problems.payload = [BLANK];
	else if (typeof payload !== "object" || Array.isArray(payload)) problems.payload = [INVALID];
	else if (!project.usage.fits(Buffer.byteLength(JSON.stringify(payload)))) {
		problems.payload = ["Payload size exceeds tenant limit"];
	}
	if (id !== undefined && !(typeof id === "string" && UUID.test(id))) problems.id = [INVALID];
	return problems;
}

const BLANK = "can't be blank";
const INVALID = "is invalid";
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function refuse(errors: object): never {
	throw new RestError(422, { errors });
}
