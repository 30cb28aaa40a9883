import type { Page } from "@playwright/test";
import { createAgent } from "../src/people/agent.ts";
import { expect, test } from "../src/people/test.ts";
import { inDatabase } from "../src/setup/database.ts";
import { theWorld } from "../src/setup/world.ts";

const PASSWORD = "a-long-enough-password";

test("a new team signs up, installs the widget and sees its first visit", async ({
	page,
	context,
	vera,
}) => {
	await signsUp(page, "Nora New", "nora@newcomers.test");

	await page.getByLabel("Team name").fill("Newcomers");
	await page.getByRole("button", { name: "Create team" }).click();
	await page.getByLabel("Name", { exact: true }).fill("Newcomers Shop");
	await page.getByLabel("Domain").fill("localhost");
	await page.getByLabel("Allowed origins").fill(new URL(theWorld().demoUrl).origin);
	await page.getByRole("button", { name: "Add website" }).click();

	const snippet = page.getByText("NEXT_PUBLIC_COSSISTANT_API_KEY=");
	await expect(snippet).toBeVisible();
	const [publicKey] = (await snippet.textContent())?.match(/pk_[\w-]+/) ?? [];
	const firstVisit = page.getByRole("region", { name: "First visit" });
	await expect(firstVisit.getByText("Waiting for the first visit")).toBeVisible();

	await test.step("the widget calls with the new key, and the page says so by itself", async () => {
		await vera.page.route("**/functions/v1/visitor-session", (route) => {
			const body = { ...route.request().postDataJSON(), publicKey };
			return route.continue({ postData: JSON.stringify(body) });
		});
		await vera.page.goto(theWorld().demoUrl);
		await expect(firstVisit.getByText("Your site has called")).toBeVisible();
	});

	await test.step("the first message is announced, and the inbox has it", async () => {
		await vera.page.getByRole("button", { name: /^Open support/ }).click();
		await vera.page.getByRole("button", { name: "Ask a question" }).click();
		await vera.page.getByRole("textbox", { name: "Your message" }).fill("Is this thing on?");
		await vera.page.keyboard.press("Enter");
		await expect(firstVisit.getByText("The first message is here")).toBeVisible();
		await firstVisit.getByRole("link", { name: "Open the inbox" }).click();
		await createAgent(context, page).sees("Is this thing on?");
	});
});

test("a link in the mail signs in", async ({ page, context }) => {
	const email = "mara@mailers.test";
	await signsUp(page, "Mara Mail", email);
	await context.clearCookies();

	await page.goto(`${theWorld().dashboardUrl}/sign-in`);
	await page.getByLabel("Email").fill(email);
	await page.getByRole("button", { name: "Email me a sign-in link" }).click();
	await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();

	await page.goto(`${theWorld().mailUrl}?to=${email}`);
	await page.getByRole("listitem").getByRole("link").first().click();
	await page.getByRole("article").getByRole("link").first().click();

	await expect(page.getByRole("heading", { name: "Name your team" })).toBeVisible();
});

test("a colleague joins by the invitation in the mail", async ({ page }) => {
	const email = "nina@newcomers.test";
	await adaInvites(email);

	await expect(async () => {
		await page.goto(`${theWorld().mailUrl}?to=${email}`);
		await page.getByRole("listitem").getByRole("link").first().click({ timeout: 1_000 });
	}).toPass();
	await page.getByRole("link", { name: "Accept the invitation" }).click();

	await test.step("making an account on the way", async () => {
		await page.getByRole("link", { name: "Create an account" }).click();
		await page.getByLabel("Your name").fill("Nina New");
		await page.getByLabel("Email").fill(email);
		await page.getByLabel("Password").fill(PASSWORD);
		await page.getByRole("button", { name: "Create account" }).click();
	});
	await expect(page.getByRole("heading", { name: "Join your team" })).toBeVisible();
	await expect(page.getByText(email)).toBeVisible();
	await page.getByRole("button", { name: "Accept the invitation" }).click();

	await expect(page).toHaveURL(/\/w\//);
});

test("an invitation is nothing for another account, and says so", async ({ page }) => {
	const token = await adaInvites("somebody-else@newcomers.test");
	await signsUp(page, "Not Nina", "not-nina@newcomers.test");

	await page.goto(`${theWorld().dashboardUrl}/invitations/accept?token=${token}`);
	await page.getByRole("button", { name: "Accept the invitation" }).click();
	await expect(page.getByRole("main").getByRole("alert")).toContainText("another address");

	await page.goto(`${theWorld().dashboardUrl}/invitations/accept?token=guessed`);
	await page.getByRole("button", { name: "Accept the invitation" }).click();
	await expect(page.getByRole("main").getByRole("alert")).toContainText("no such invitation");
});

test("a wrong password is refused in words", async ({ page }) => {
	await page.goto(`${theWorld().dashboardUrl}/sign-in`);
	await page.getByLabel("Email").fill("ada@acme.test");
	await page.getByLabel("Password").fill("not-her-password");
	await page.getByRole("button", { name: "Sign in", exact: true }).click();

	await expect(page.getByRole("main").getByRole("alert")).toContainText(/email|password/i);
	await expect(page).toHaveURL(/\/sign-in/);
});

/** Invites in Ada's name; answers the token, which only the mail tells. */
function adaInvites(email: string): Promise<string> {
	return inDatabase(async (sql) => {
		const [invited] = await sql.begin(async (asAda) => {
			await asAda`
				select set_config('request.jwt.claims', json_build_object('role', 'authenticated', 'sub', id)::text, true)
				from auth.users where email = 'ada@acme.test'`;
			await asAda`set local role authenticated`;
			return asAda<{ token: string }[]>`
				select public.invite_member(id, ${email}) ->> 'token' as token
				from public.organizations where name = 'Acme'`;
		});
		return invited?.token ?? "";
	});
}

async function signsUp(page: Page, name: string, email: string): Promise<void> {
	await page.goto(`${theWorld().dashboardUrl}/sign-up`);
	await page.getByLabel("Your name").fill(name);
	await page.getByLabel("Email").fill(email);
	await page.getByLabel("Password").fill(PASSWORD);
	await page.getByRole("button", { name: "Create account" }).click();
	await expect(page.getByRole("heading", { name: "Name your team" })).toBeVisible();
}
