import type { Page } from "@playwright/test";
import { expect, test } from "../src/people/test.ts";
import { inDatabase } from "../src/setup/database.ts";
import { theWorld } from "../src/setup/world.ts";

const VISITOR_SESSION = "**/functions/v1/visitor-session";

test("a wrong public key hides the widget and says why in the console", async ({ vera }) => {
	await vera.page.route(VISITOR_SESSION, (route) => {
		const body = { ...route.request().postDataJSON(), publicKey: "pk_of_nobody_at_all" };
		return route.continue({ postData: JSON.stringify(body) });
	});
	const said = nextError(vera.page, "Support is not shown.");

	await vera.page.goto(theWorld().demoUrl);

	expect(await said).toContain("public key");
	await expect(vera.bubble).toBeHidden();
});

test("a site that is not on the list hides the widget and says why in the console", async ({
	vera,
}) => {
	await vera.page.route(VISITOR_SESSION, async (route) => {
		// A browser does not let a page forge its origin; the request goes on as from another site.
		const response = await fetch(route.request().url(), {
			method: "POST",
			headers: { ...(await route.request().allHeaders()), origin: "https://somewhere.example" },
			body: route.request().postData(),
		});
		await route.fulfill({
			status: response.status,
			headers: { "access-control-allow-origin": "*", "content-type": "application/json" },
			body: await response.text(),
		});
	});
	const said = nextError(vera.page, "Support is not shown.");

	await vera.page.goto(theWorld().demoUrl);

	expect(await said).toContain("origin");
	await expect(vera.bubble).toBeHidden();
});

test("a token that ran out is renewed without the visitor noticing", async ({ vera }) => {
	await vera.visits();
	await vera.asks("Is the kettle in stock?");
	await vera.page.route(
		"**/rest/v1/rpc/send_visitor_message",
		(route) =>
			route.fulfill({
				status: 401,
				headers: { "access-control-allow-origin": "*" },
				json: { code: "PGRST303", message: "JWT expired", details: null, hint: null },
			}),
		{ times: 1 },
	);

	await vera.says("And the grinder?");

	await vera.seesExactly(["Is the kettle in stock?", "And the grinder?"]);
});

test("too many messages wait, say for how long, and go out by themselves", async ({ vera }) => {
	// Writing takes a busy machine seconds; the window has to outlast it, and is waited for.
	test.setTimeout(120_000);
	await vera.visits();
	await vera.asks("One");
	await inDatabase(
		(sql) => sql`
			insert into private.rate_limit_rules (kind, website_id, hits, seconds)
			select 'message_visitor', id, 1, 20 from public.websites where name = 'Acme'`,
	);
	try {
		// A window may end between the first two, but not twice.
		for (const text of ["Two", "Three", "Four"]) await vera.writes(text);
		await expect(vera.widget.getByText(/Too many messages at once\. .* in \d+ s\./)).toBeVisible();
	} finally {
		await inDatabase(
			(sql) => sql`delete from private.rate_limit_rules where website_id is not null`,
		);
	}

	await expect(vera.message("Four")).toHaveAttribute("data-delivery", "sent", { timeout: 60_000 });
	await vera.seesExactly(["One", "Two", "Three", "Four"]);
	await expect(vera.widget.getByText("Too many messages")).toBeHidden();
});

test("20,000 characters stay in the composer, which says how many are too many", async ({
	vera,
}) => {
	await vera.visits();
	await vera.asks("Now a long story");

	await vera.input.fill("x".repeat(20_000));

	await expect(vera.widget.getByText(/characters too many$/)).toBeVisible();
	await expect(vera.sendButton).toBeDisabled();
	await vera.input.press("Enter");
	await expect(vera.input).toHaveValue("x".repeat(20_000));
	await vera.seesExactly(["Now a long story"]);
});

test("an empty message is not sent", async ({ vera }) => {
	await vera.visits();
	await vera.asks("Hello");

	await vera.input.fill("   ");
	await expect(vera.sendButton).toBeDisabled();
	await vera.input.press("Enter");

	await vera.says("There");
	await vera.seesExactly(["Hello", "There"]);
});

test("a conversation that is gone is called gone", async ({ vera }) => {
	await vera.visits();
	await vera.asks("Please forget me");
	await inDatabase(
		(sql) => sql`
			delete from public.conversations
			where id in (select conversation_id from public.timeline_items where text = 'Please forget me')`,
	);

	await vera.reloads();
	await vera.opensWidget();

	await expect(vera.widget.getByText("This conversation is no longer here.")).toBeVisible();
});

test("a blocked visitor loses the widget at once, and finds none on return", async ({
	vera,
	ada,
}) => {
	await vera.visits();
	await vera.asks("Buy my pills");
	await ada.opens("Buy my pills");

	await ada.facts.getByRole("button", { name: "Block visitor" }).click();
	await ada.page.getByRole("dialog").getByRole("button", { name: "Block visitor" }).click();
	await expect(ada.facts.getByText("this visitor can't write to you")).toBeVisible();

	await expect(vera.bubble).toBeHidden();
	await vera.page.reload({ waitUntil: "networkidle" });
	await expect(vera.bubble).toBeHidden();

	await ada.facts.getByRole("button", { name: "Unblock visitor" }).click();
	await expect(ada.facts.getByRole("button", { name: "Block visitor" })).toBeVisible();
	await vera.reloads();
});

test("an agent who follows a link to nowhere is told so", async ({ ada }) => {
	const nowhere = "00000000-0000-7000-8000-000000000000";

	await ada.page.goto(`${ada.page.url()}/${nowhere}`);

	await expect(ada.page.getByRole("alert").filter({ hasText: "can't be shown" })).toBeVisible();
});

function nextError(page: Page, start: string): Promise<string> {
	return page
		.waitForEvent(
			"console",
			(message) => message.type() === "error" && message.text().startsWith(start),
		)
		.then((message) => message.text());
}
