import { expect, test } from "../src/people/test.ts";

test("a visitor writes, an agent answers, and both see it live", async ({ vera, ada }) => {
	await test.step("the visitor opens the widget by keyboard and writes", async () => {
		await vera.visits();
		await vera.bubble.focus();
		await vera.page.keyboard.press("Enter");
		await expect(vera.widget).toBeVisible();
		await vera.widget.getByRole("button", { name: "Ask a question" }).press("Enter");
		await expect(vera.input).toBeFocused();
		await vera.page.keyboard.type("Does the kettle whistle?");
		await vera.page.keyboard.press("Enter");
		await expect(vera.message("Does the kettle whistle?")).toHaveAttribute("data-delivery", "sent");
	});

	await test.step("the agent sees it without reloading, and the visitor sees that it was seen", async () => {
		await ada.finds("Does the kettle whistle?");
		await ada.opens("Does the kettle whistle?");
		await expect(vera.timeline.getByText("Seen")).toBeVisible();
	});

	await test.step("each sees the other typing", async () => {
		await ada.input.pressSequentially("It hums");
		await expect(vera.timeline.getByText("Ada Lovelace is typing")).toBeAttached();
		await vera.input.pressSequentially("I hope");
		await expect(ada.conversation.getByText(/is typing/)).toBeAttached();
	});

	await test.step("the answer arrives, and the agent sees that it was seen", async () => {
		await ada.says("It hums, quietly.");
		await vera.sees("It hums, quietly.");
		await expect(vera.timeline.getByText("Ada Lovelace is typing")).not.toBeAttached();
		await expect(ada.message("It hums, quietly.").getByText("Seen")).toBeVisible();
	});

	await test.step("the bubble counts what arrives while the widget is closed", async () => {
		await vera.closesWidget();
		await ada.says("We also sell one that whistles.");
		await vera.hasUnread(1);
		await ada.says("It is red.");
		await vera.hasUnread(2);
		await vera.opensWidget();
		await vera.sees("It is red.");
		await expect(ada.message("It is red.").getByText("Seen")).toBeVisible();
		await vera.closesWidget();
		await vera.hasUnread(0);
	});

	const said = [
		"Does the kettle whistle?",
		"It hums, quietly.",
		"We also sell one that whistles.",
		"It is red.",
	];
	await test.step("both reload and lose nothing", async () => {
		await vera.reloads();
		await vera.opensWidget();
		await vera.seesExactly(said);
		await ada.page.reload();
		await ada.seesExactly(said);
	});

	await test.step("the agent resolves it, and a new message reopens it", async () => {
		await ada.resolves();
		await expect(vera.widget.getByText("This conversation is resolved.")).toBeVisible();
		await vera.says("I take the red one.");
		await ada.seesStatus("Open");
		await ada.seesExactly([...said, "I take the red one."]);
	});
});

test("another visitor sees none of it", async ({ vera, otto, ada }) => {
	await vera.visits();
	await vera.asks("My order number is 4711");
	await ada.finds("My order number is 4711");

	await otto.visits();
	await otto.opensWidget();
	await otto.hasNoConversations();
	await otto.asks("Do you ship to Norway?");
	await ada.finds("Do you ship to Norway?");
	await ada.opens("My order number is 4711");
	await ada.says("Found it, Vera.");

	await vera.sees("Found it, Vera.");
	await otto.seesExactly(["Do you ship to Norway?"]);
	await expect(otto.page.getByText("4711")).toBeHidden();
});

test("an internal note stays with the team", async ({ vera, ada }) => {
	await vera.visits();
	await vera.asks("Can I pay later?");
	await ada.opens("Can I pay later?");

	await ada.notes("She paid late last time.");
	await ada.says("Yes, within 30 days.");

	await vera.sees("Yes, within 30 days.");
	await vera.seesExactly(["Can I pay later?", "Yes, within 30 days."]);
	await vera.reloads();
	await vera.opensWidget();
	await vera.seesExactly(["Can I pay later?", "Yes, within 30 days."]);
	await expect(ada.conversation.getByRole("article", { name: /^Internal note/ })).toHaveCount(1);
});
