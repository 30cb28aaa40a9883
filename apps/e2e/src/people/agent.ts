import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { theWorld } from "../setup/world.ts";

/** Somebody of a team, in the dashboard, with a browser of their own. */
export type Agent = ReturnType<typeof createAgent>;

export type Account = { email: string; password: string };

/** Verbs of an agent; each waits until it has happened. */
export function createAgent(context: BrowserContext, page: Page) {
	const parts = partsOf(page);
	const { conversation, list, input, messages, message } = parts;

	return {
		page,
		context,
		...parts,

		async signsIn({ email, password }: Account) {
			await page.goto(`${theWorld().dashboardUrl}/sign-in`);
			await page.getByLabel("Email").fill(email);
			await page.getByLabel("Password").fill(password);
			await page.getByRole("button", { name: "Sign in", exact: true }).click();
			await this.isAtTheInbox();
		},

		/** Goes to the list of open conversations. */
		async opensInbox() {
			await page.goto(theWorld().dashboardUrl);
			await this.isAtTheInbox();
		},

		async isAtTheInbox() {
			await expect(page.getByRole("heading", { level: 1, name: "Open" })).toBeVisible();
		},

		async looksAt(view: "Open" | "Resolved") {
			await page
				.getByRole("navigation", { name: "Views" })
				.getByRole("link", { name: view })
				.click();
			await expect(page.getByRole("heading", { level: 1, name: view })).toBeVisible();
		},

		/** Finds a conversation in the list by what was said last, without reloading. */
		async finds(text: string) {
			await expect(parts.row(text)).toBeVisible();
		},

		async opens(text: string) {
			await parts.row(text).click();
			await this.sees(text);
		},

		async says(text: string) {
			await conversation.getByRole("radio", { name: "Reply" }).check({ force: true });
			await this.writes(text);
		},

		/** Writes an internal note. */
		async notes(text: string) {
			await conversation.getByRole("radio", { name: "Note" }).check({ force: true });
			await this.writes(text);
		},

		async writes(text: string) {
			await input.fill(text);
			await input.press("Enter");
			await expect(message(text)).toBeVisible();
			await expect(input).toHaveValue("");
		},

		async sees(text: string) {
			await expect(message(text)).toBeVisible();
		},

		/** The conversation as it stands, from the first message to the last. */
		async seesExactly(texts: string[]) {
			await expect(messages).toHaveText(texts.map((text) => new RegExp(`^${literally(text)}`)));
		},

		async resolves() {
			await conversation.getByRole("button", { name: "Resolve" }).click();
			await expect(conversation.getByRole("button", { name: "Reopen" })).toBeVisible();
		},

		async seesStatus(status: "Open" | "Resolved") {
			const act = status === "Open" ? "Resolve" : "Reopen";
			await expect(conversation.getByRole("button", { name: act })).toBeVisible();
			await expect(list).toBeVisible();
		},
	};
}

/** What of the dashboard an agent can get hold of, by role and name. */
function partsOf(page: Page) {
	const conversation = page.getByRole("region", { name: "Conversation", exact: true });
	const list = page.getByRole("region", { name: "Conversations" });
	const messages = conversation.getByRole("log").getByRole("article");
	return {
		conversation,
		list,
		messages,
		facts: page.getByRole("complementary", { name: "About the visitor" }),
		input: conversation.getByRole("textbox"),
		message: (text: string): Locator => messages.filter({ hasText: text }),
		// The latest, should a world that is kept know an older one of the same words.
		row: (text: string): Locator => list.getByRole("link").filter({ hasText: text }).first(),
	};
}

function literally(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
