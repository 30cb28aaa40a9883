import { publish } from "./channel/broadcast.ts";
import type { MessageRow } from "./database/message-row.ts";
import type { Project } from "./project.ts";
import { topicKey } from "./topics.ts";
import { userBroadcast } from "./wire/broadcast.ts";

/** Hands a committed row to the listeners of its topic. What is too large or too much is lost, with a line in the log. */
export function deliverRow(project: Project, row: MessageRow): void {
	const { id, topic, event, encoding, body } = row;
	const loss = lossOf(project, body);
	if (loss) {
		project.log(`UnableToBroadcastChanges: ${loss}, ${id} is lost`);
		return;
	}
	project.usage.events.add();
	const meta = JSON.stringify({ id });
	publish(project, {
		key: topicKey(topic, row.private),
		broadcast: userBroadcast(`realtime:${topic}`, { event, encoding, body, meta }, id),
	});
}

function lossOf({ usage, faults }: Project, body: Buffer): string | undefined {
	if (faults.refuseDelivery) return "delivery is refused";
	if (!usage.fits(body.length)) return "the payload is too large";
	return usage.tooManyEvents() ? "too many messages per second" : undefined;
}
