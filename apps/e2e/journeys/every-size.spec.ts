import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import type { Agent } from "../src/people/agent.ts";
import { expect, test } from "../src/people/test.ts";
import type { Visitor } from "../src/people/visitor.ts";

const SIZES = {
	wide: { width: 1440, height: 900 },
	phone: { width: 390, height: 844 },
} as const;

for (const colorScheme of ["light", "dark"] as const) {
	for (const [size, viewport] of Object.entries(SIZES)) {
		test(`a conversation fits a ${size} screen, in ${colorScheme}`, async ({ vera, ada }, info) => {
			const name = `${size}-${colorScheme}`;
			const take = (page: Page, what: string) =>
				page.screenshot({
					path: join(info.project.outputDir, "..", "pictures", `${what}-${name}.png`),
				});
			for (const { page } of [vera, ada]) {
				await page.setViewportSize(viewport);
				await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
			}

			await vera.visits();
			await fits(vera.page);
			await take(vera.page, "shop");
			await vera.opensWidget();
			expect(await lightness(vera.widget)).toBe(colorScheme);
			await take(vera.page, "widget-home");
			await talk({ vera, ada, words: `How long does delivery take? (${name})` });
			await fits(vera.page);
			await fits(ada.page);
			await take(vera.page, "widget-conversation");
			await take(ada.page, "dashboard-conversation");
		});
	}
}

async function talk({
	vera,
	ada,
	words,
}: {
	vera: Visitor;
	ada: Agent;
	words: string;
}): Promise<void> {
	await vera.asks(words);
	await ada.opens(words);
	await ada.notes("The depot is closed on Friday.");
	await ada.says("Two days, three over the weekend. Shall I hold it for you until Monday?");
	await vera.sees("Two days, three over the weekend.");
	await vera.says("Yes please, that would be perfect!");
	await ada.sees("Yes please, that would be perfect!");
}

/** Nothing makes the page scroll sideways. */
async function fits(page: Page): Promise<void> {
	const excess = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
	);
	expect(excess).toBeLessThanOrEqual(0);
}

/** Whether what it stands on is light or dark. */
function lightness(element: Locator): Promise<"light" | "dark"> {
	return element.evaluate((node) => {
		const canvas = document.createElement("canvas").getContext("2d");
		if (canvas === null) throw new Error("no canvas to measure a colour on");
		canvas.fillStyle = getComputedStyle(node).backgroundColor;
		canvas.fillRect(0, 0, 1, 1);
		const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
		return red + green + blue > 382 ? "light" : "dark";
	});
}
