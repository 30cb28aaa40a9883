import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { theWorld } from "../setup/world.ts";

/** Somebody on the shop's pages, with a browser of their own. */
export type Visitor = ReturnType<typeof createVisitor>;

/** Verbs of a visitor; each waits until it has happened. */
export function createVisitor(context: BrowserContext, page: Page) {
	const parts = partsOf(page);
	const { bubble, widget, input, messages, message } = parts;

	return {
		page,
		context,
		...parts,

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
			// On a phone the open window covers the bubble.
			await expect(bubble.or(widget).first()).toBeVisible();
			if (!(await widget.isVisible())) await bubble.click();
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
			await expect(message(text)).toHaveAttribute("data-delivery", "sent");
		},

		/** Writes and sends, whatever becomes of it. */
		async writes(text: string) {
			await input.fill(text);
			await input.press("Enter");
			await expect(message(text)).toBeVisible();
		},

		async sees(text: string) {
			await expect(message(text)).toBeVisible();
		},

		/** The conversation as it stands, from the first message to the last. */
		async seesExactly(texts: string[]) {
			await expect(messages).toHaveText(texts);
		},

		/** The widget's home offers nothing to go on with. */
		async hasNoConversations() {
			await expect(widget.getByRole("button", { name: "Ask a question" })).toBeVisible();
			await expect(widget.getByRole("region", { name: "Continue your conversation" })).toBeHidden();
			await expect(widget.getByRole("button", { name: "All conversations" })).toBeHidden();
		},

		/** What the closed bubble says of messages that wait. */
		async hasUnread(count: number) {
			const waiting = [
				"Open support",
				`Open support, ${count} unread message${count === 1 ? "" : "s"}`,
			];
			await expect(bubble).toHaveAccessibleName(waiting[Math.min(count, 1)] ?? "");
		},
	};
}

/** What of the widget a visitor can get hold of, by role and name. */
function partsOf(page: Page) {
	const widget = page.getByRole("dialog", { name: "Acme support" });
	const timeline = widget.getByRole("log", { name: "Messages" });
	// What happened (somebody joined) stands between the groups of what was said.
	const messages = timeline.getByRole("group").getByRole("article");
	return {
		bubble: page.getByRole("button", { name: /^(Open|Close) support/ }),
		widget,
		timeline,
		messages,
		input: widget.getByRole("textbox", { name: "Your message" }),
		sendButton: widget.getByRole("button", { name: "Send message" }),
		message: (text: string): Locator => messages.filter({ hasText: text }),
	};
}
