import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { copyProject } from "../test-support/copy-project.ts";
import { useStack } from "../test-support/use-stack.ts";
import { createMailLimit } from "./mail-limit.ts";

const project = copyProject();
appendFileSync(join(project, "supabase", "config.toml"), "\n[auth.rate_limit]\nemail_sent = 2\n");
const test = useStack({ projectDir: project, functions: false });

it("refuses mails over the project's limit as hosted does, and lets passwords in", async () => {
	const { auth } = test.nobody();
	const ask = async (name: string) =>
		(await auth.signInWithOtp({ email: `${name}@example.com` })).error;

	expect([await ask("one"), await ask("two")]).toEqual([null, null]);
	expect(await ask("three")).toMatchObject({
		status: 429,
		code: "over_email_send_rate_limit",
		message: "email rate limit exceeded",
	});
	const mails = await fetch(`${test.stack.mailUrl}/api/messages?to=three@example.com`);
	expect(await mails.json()).toEqual([]);
	const { error } = await auth.signUp({ email: "four@example.com", password: "correct horse" });
	expect(error).toBeNull();
});

it("gives mails back when the hour is over", () => {
	let now = 0;
	const limit = createMailLimit(1, () => now);
	limit.take();
	now = 3_599_999;
	expect(() => limit.take()).toThrow("email rate limit exceeded");
	now = 3_600_000;
	expect(() => limit.take()).not.toThrow();
});
