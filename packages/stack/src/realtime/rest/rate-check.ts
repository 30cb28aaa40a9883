import type { Project } from "../project.ts";
import { RestError } from "./rest-error.ts";

/** Refuses what would exceed the project's messages per second. */
export function checkRate({ usage }: Project, messages: number): void {
	if (usage.tooManyEvents()) {
		throw new RestError(429, { message: "You have exceeded your rate limit" });
	}
	if (usage.tooManyEvents(messages)) {
		const message = "Too many messages to broadcast, please reduce the batch size";
		throw new RestError(429, { message });
	}
}
