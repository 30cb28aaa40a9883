import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../src/people/test.ts";
import { theWorld } from "../src/setup/world.ts";

for (const colorScheme of ["light", "dark"] as const) {
	test(`nothing in the shop's widget stands in anybody's way, in ${colorScheme}`, async ({
		vera,
	}) => {
		await vera.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		await vera.visits();
		await isAccessible(vera.page);
		await vera.opensWidget();
		await isAccessible(vera.page);
		await vera.asks("Is the mug dishwasher safe?");
		await isAccessible(vera.page);
		await vera.widget.getByRole("button", { name: "Back" }).click();
		await vera.asks("And the plates?");
		await vera.widget.getByRole("button", { name: "Back" }).click();
		await isAccessible(vera.page);
		await vera.widget.getByRole("button", { name: "All conversations" }).click();
		await expect(vera.widget.getByRole("heading", { name: "Conversations" })).toBeVisible();
		await isAccessible(vera.page);
	});

	test(`nothing in the dashboard stands in anybody's way, in ${colorScheme}`, async ({
		vera,
		ada,
	}) => {
		await ada.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		await vera.visits();
		await vera.asks("Which beans are in the house blend?");
		await ada.finds("Which beans are in the house blend?");
		await isAccessible(ada.page);
		await ada.opens("Which beans are in the house blend?");
		await ada.notes("Ask the roaster.");
		await ada.says("Ethiopia and Brazil.");
		await isAccessible(ada.page);
		await ada.looksAt("Resolved");
		await isAccessible(ada.page);
	});
}

test("nothing at the dashboard's door stands in anybody's way", async ({ page }) => {
	for (const path of ["/sign-in", "/sign-up", "/forgot-password"]) {
		await page.goto(theWorld().dashboardUrl + path);
		await expect(page.getByRole("main")).toBeVisible();
		await isAccessible(page);
	}
});

test("the widget's window gives the focus back, and Escape closes it", async ({ vera }) => {
	await vera.visits();
	await vera.bubble.focus();
	await vera.page.keyboard.press("Enter");
	await expect(vera.widget).toBeVisible();

	await vera.page.keyboard.press("Escape");

	await expect(vera.widget).toBeHidden();
	await expect(vera.bubble).toBeFocused();
});

test("an agent can work without a mouse", async ({ vera, ada }) => {
	await vera.visits();
	await vera.asks("Do you have a shop in Bergen?");
	await ada.finds("Do you have a shop in Bergen?");
	const { keyboard } = ada.page;

	await keyboard.press("j");
	await keyboard.press("Enter");
	await ada.sees("Do you have a shop in Bergen?");
	await keyboard.press("r");
	await expect(ada.input).toBeFocused();
	await keyboard.type("Since Monday.");
	await keyboard.press("Enter");
	await vera.sees("Since Monday.");
	await keyboard.press("Escape");
	await keyboard.press("e");
	await ada.seesStatus("Resolved");
});

/** No rule of WCAG 2.2 A or AA that a program can check is broken. */
async function isAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page })
		.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
		.analyze();
	const findings = violations.map(({ id, help, nodes }) => ({
		id,
		help,
		where: nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`),
	}));
	expect(findings).toEqual([]);
}
