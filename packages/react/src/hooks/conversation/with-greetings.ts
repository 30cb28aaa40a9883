import type { ShownItem } from "@cossistant/core";

/**
 * What stands in a conversation: its default messages until the server has stored them. The stored ones name nobody,
 * since a browser could claim anybody; the screen goes on showing who it said was speaking.
 */
export function withGreetings(
	items: readonly ShownItem[],
	greetings: readonly ShownItem[],
): readonly ShownItem[] {
	if (!items.some(({ order }) => order > 0)) return [...greetings, ...items];
	if (greetings.length === 0 || !items.some(isGreeting)) return items;
	return items.map((item) => {
		const shown = isGreeting(item) && greetings.find(({ text }) => text === item.text);
		return shown ? { ...item, userId: shown.userId, aiAgentId: shown.aiAgentId } : item;
	});
}

export function isGreeting({ parts }: Pick<ShownItem, "parts">): boolean {
	return parts.some((part) => part.type === "metadata" && part.source === "greeting");
}
