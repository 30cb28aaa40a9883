import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { theWorld } from "../setup/world.ts";

/** Somebody on the shop's pages, with a browser of their own. */
export type Visitor = ReturnType<typeof createVisitor>;

/** Verbs of a visitor; each waits until it has happened. */
export function createVisitor(context: BrowserContext, page: Page) {
	const bubble = page.getByRole("button", { name: /^(Open|Close) support/ });
	const widget = page.getByRole("dialog", { name: "Acme support" });
	const input = widget.getByRole("textbox", { name: "Your message" });
	const timeline = widget.getByRole("log", { name: "Messages" });
	const messages = timeline.getByRole("article");

	return {
		page,
		context,
		bubble,
		widget,
		input,
		timeline,
		messages,

		/** Comes to a page of the shop. */
		async visits(path = "/") {
			await page.goto(theWorld().demoUrl + path);
			await expect(bubble).toBeVisible();
		},

		async reloads() {
			await page.reload();
			await expect(bubble).toBeVisible();
		},

		async opensWidget() {
			if ((await bubble.getAttribute("aria-expanded")) !== "true") await bubble.click();
			await expect(widget).toBeVisible();
		},

		async closesWidget() {
			await widget.getByRole("button", { name: "Close", exact: true }).click();
			await expect(widget).toBeHidden();
		},

		/** Starts a conversation from the widget's home. */
		async asks(text: string) {
			await this.opensWidget();
			await widget.getByRole("button", { name: "Ask a question" }).click();
			await this.says(text);
		},

		/** Writes in the conversation that is open, and sees it leave. */
		async says(text: string) {
			await this.writes(text);
			await expect(this.message(text)).toHaveAttribute("data-delivery", "sent");
		},

		/** Writes and sends, whatever becomes of it. */
		async writes(text: string) {
			await input.fill(text);
			await input.press("Enter");
			await expect(this.message(text)).toBeVisible();
		},

		async sees(text: string) {
			await expect(this.message(text)).toBeVisible();
		},

		/** The conversation as it stands, from the first message to the last. */
		async seesExactly(texts: string[]) {
			await expect(messages).toHaveText(texts);
		},

		async hasUnread(count: number) {
			const name = count === 0 ? "Open support" : `Open support, ${count} unread`;
			await expect(bubble).toHaveAccessibleName(new RegExp(`^${name}`));
		},

		message(text: string): Locator {
			return messages.filter({ hasText: text });
		},
	};
}
