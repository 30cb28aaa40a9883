import { cutSupabase } from "../src/people/network.ts";
import { expect, test } from "../src/people/test.ts";
import { startService, stopService } from "../src/setup/world.ts";

test("three messages written without a network survive a reload and arrive once, in order", async ({
	vera,
	ada,
}) => {
	await vera.visits();
	await vera.asks("Before the tunnel");
	await ada.opens("Before the tunnel");

	const mend = await cutSupabase(vera.context);
	await vera.writes("First in the tunnel");
	await vera.writes("Second in the tunnel");
	await vera.writes("Third in the tunnel");
	await vera.page.reload();
	// Without Supabase the widget can't know the site, but it must not forget what was written.
	await mend();

	const said = [
		"Before the tunnel",
		"First in the tunnel",
		"Second in the tunnel",
		"Third in the tunnel",
	];
	await expect(ada.messages).toHaveCount(4, { timeout: 30_000 });
	await ada.seesExactly(said);
	await vera.seesExactly(said);
	await expect(vera.message("Third in the tunnel")).toHaveAttribute("data-delivery", "sent");
});

test("without live updates everything arrives by asking, nothing is lost or doubled", async ({
	vera,
	ada,
}) => {
	test.setTimeout(120_000);
	await stopService("realtime");
	try {
		await vera.visits();
		await vera.asks("Is anybody there?");
		await expect(ada.row("Is anybody there?")).toBeVisible({ timeout: 30_000 });
		await ada.opens("Is anybody there?");
		await ada.says("Always.");
		await expect(vera.message("Always.")).toBeVisible({ timeout: 30_000 });
		await vera.says("Good to know.");
		await expect(ada.message("Good to know.")).toBeVisible({ timeout: 30_000 });
		await ada.says("Have a nice day.");
		await expect(vera.message("Have a nice day.")).toBeVisible({ timeout: 30_000 });
	} finally {
		await startService("realtime");
	}

	const said = ["Is anybody there?", "Always.", "Good to know.", "Have a nice day."];
	await vera.seesExactly(said);
	await ada.seesExactly(said);
});
