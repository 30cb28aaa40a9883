import type { CossistantClientOptions } from "../client-types.ts";
import { settle, world } from "./setup.ts";

/** An answer of the database that refuses. */
export const refuse = (status: number, code: string, extra = {}) =>
	Response.json(
		{ code: `PT${status}`, message: code, details: `About ${code}.`, ...extra },
		{ status },
	);

/** A visitor who looks at a conversation that is not written yet. */
export async function opened(options: Partial<CossistantClientOptions> = {}) {
	const { server, browser } = world();
	const tab = browser.open(options);
	tab.client.start();
	await tab.client.ready();
	const id = tab.client.newConversationId();
	tab.client.watchConversation(id);
	await settle();
	const shown = () =>
		tab.client
			.conversation(id)
			.get()
			.items.map(({ text, delivery }) => `${text} ${delivery.state}`);
	const texts = () => server.database.items(id).map(({ text }) => text);
	return { server, browser, ...tab, id, shown, texts };
}
