import { expect, test } from "../src/people/test.ts";
import type { Visitor } from "../src/people/visitor.ts";

const VERA_AT_THE_SHOP = "Vera Rubin";

test("a signed-in customer finds the conversation in a second browser", async ({
	vera,
	otto: veraAtWork,
	ada,
}) => {
	await signsIn(vera);
	await vera.asks("Where is my parcel?");
	await ada.opens("Where is my parcel?");
	await expect(ada.facts.getByText("vera@example.com")).toBeVisible();
	await ada.says("On its way.");

	await signsIn(veraAtWork);
	await veraAtWork.opensWidget();
	await veraAtWork.widget.getByRole("button", { name: /On its way\./ }).click();
	await veraAtWork.seesExactly(["Where is my parcel?", "On its way."]);
	await veraAtWork.says("It is here now.");
	await vera.sees("It is here now.");
});

test("whoever only types in a customer's address sees nothing of theirs", async ({
	vera,
	otto: impostor,
	ada,
}) => {
	await signsIn(vera);
	await vera.asks("My new address is Main Street 1");
	await ada.finds("My new address is Main Street 1");

	await impostor.visits();
	const form = impostor.page.getByRole("contentinfo");
	await form.getByRole("textbox").fill("vera@example.com");
	await form.getByRole("button", { name: "Subscribe" }).click();
	await expect(form.getByRole("status")).toHaveText("Thank you. You will hear from us.");

	await impostor.reloads();
	await impostor.opensWidget();
	await impostor.hasNoConversations();
	await expect(impostor.page.getByText("Main Street")).toBeHidden();
	await impostor.asks("Send it to me instead");
	await ada.opens("Send it to me instead");
	await expect(ada.conversation.getByText("Main Street")).toBeHidden();
});

test("signing out leaves nothing behind for the next person", async ({ vera }) => {
	await signsIn(vera);
	await vera.asks("A secret between us");
	await vera.closesWidget();

	await vera.page.getByRole("button", { name: "Sign out" }).click();
	await expect(vera.page.getByRole("link", { name: "Sign in" })).toBeVisible();

	await vera.opensWidget();
	await expect(vera.widget.getByRole("button", { name: "Ask a question" })).toBeVisible();
	await expect(vera.page.getByText("A secret between us")).toBeHidden();
	expect(await storedText(vera)).not.toContain("A secret between us");
});

async function signsIn(visitor: Visitor): Promise<void> {
	await visitor.visits("/sign-in");
	await visitor.page.getByRole("button", { name: VERA_AT_THE_SHOP }).click();
	await expect(visitor.page.getByRole("heading", { name: "Hello, Vera" })).toBeVisible();
	await expect(visitor.bubble).toBeVisible();
}

function storedText(visitor: Visitor): Promise<string> {
	return visitor.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
}
