import { publish } from "../channel/broadcast.ts";
import { fields } from "../channel/join-config.ts";
import type { Project } from "../project.ts";
import { topicKey } from "../topics.ts";
import type { UserBroadcast } from "../wire/binary.ts";
import { userBroadcast } from "../wire/broadcast.ts";
import { mayWrite } from "./batch.ts";
import { checkRate } from "./rate-check.ts";
import { jsonOf, type RestRequest } from "./request.ts";
import { RestError } from "./rest-error.ts";

/** Sends one broadcast, JSON or bytes, to the topic and under the event named by the path. */
export async function sendSingle(
	project: Project,
	request: RestRequest,
	{ topic, event }: { topic: string; event: string },
): Promise<void> {
	const isPrivate = request.url.searchParams.get("private") === "true";
	const body = bodyOf(request);
	if (!project.usage.fits(body.body.length)) {
		throw new RestError(422, { errors: { payload: ["Payload size exceeds tenant limit"] } });
	}
	checkRate(project, 1);
	if (isPrivate && !(await mayWrite(project, request, topic))) {
		throw new RestError(403, { message: "Unauthorized" });
	}
	project.usage.events.add();
	publish(project, {
		key: topicKey(topic, isPrivate),
		broadcast: userBroadcast(`realtime:${topic}`, { event, ...body }),
	});
}

function bodyOf({ contentType, body }: RestRequest): Omit<UserBroadcast, "event" | "meta"> {
	if (contentType === "application/octet-stream") return { encoding: "binary", body };
	if (contentType !== "application/json") {
		throw new RestError(415, { error: `Unsupported media type: ${contentType || "none"}` });
	}
	const json = jsonOf(body);
	// What is not an object reaches listeners wrapped, as the platform's parser has it.
	const payload = json === fields(json) ? json : { _json: json };
	return { encoding: "json", body: Buffer.from(JSON.stringify(payload)) };
}
