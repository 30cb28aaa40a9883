import { type Browser, type BrowserContextOptions, test as base } from "@playwright/test";
import { seeded } from "../../../../scripts/lib/seeded.ts";
import { type Agent, createAgent } from "./agent.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

type SignedIn = Exclude<BrowserContextOptions["storageState"], undefined>;

type People = {
	/** The visitor most journeys follow. */
	vera: Visitor;
	/** Another visitor, in another browser. */
	otto: Visitor;
	/** An agent of Acme, at the list of open conversations. */
	ada: Agent;
};

/** Journeys name the people they need; everybody has a browser of their own. */
export const test = base.extend<People, { adasSession: SignedIn }>({
	vera: ({ browser }, use) => asVisitor(browser, use),
	otto: ({ browser }, use) => asVisitor(browser, use),
	adasSession: [
		async ({ browser }, use) => {
			const context = await browser.newContext();
			await createAgent(context, await context.newPage()).signsIn(seeded.agent);
			const session = await context.storageState();
			await context.close();
			await use(session);
		},
		{ scope: "worker" },
	],
	ada: async ({ browser, adasSession }, use) => {
		const context = await browser.newContext({
			storageState: adasSession,
			viewport: { width: 1440, height: 900 },
		});
		const ada = createAgent(context, await context.newPage());
		await ada.opensInbox();
		await use(ada);
		await context.close();
	},
});

export { expect } from "@playwright/test";

async function asVisitor(
	browser: Browser,
	use: (visitor: Visitor) => Promise<void>,
): Promise<void> {
	const context = await browser.newContext();
	await use(createVisitor(context, await context.newPage()));
	await context.close();
}
