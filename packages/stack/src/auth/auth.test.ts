import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { describe, expect, it } from "vitest";
import type { Mail } from "../mail/mailbox.ts";
import { useStack } from "../test-support/use-stack.ts";

const test = useStack({ functions: false });
const PASSWORD = "correct horse";

let people = 0;
function newAddress(): string {
	people += 1;
	return `person${people}@example.com`;
}

/** A browser: it remembers, and starts flows that only it can finish. */
function browser(): SupabaseClient {
	const kept = new Map<string, string>();
	return createClient(test.stack.url, test.stack.publishableKey, {
		auth: {
			flowType: "pkce",
			autoRefreshToken: false,
			detectSessionInUrl: false,
			storage: {
				getItem: (key) => kept.get(key) ?? null,
				setItem: (key, value) => void kept.set(key, value),
				removeItem: (key) => void kept.delete(key),
			},
		},
	});
}

async function lastMail(to: string): Promise<Mail & { link: string; code: string }> {
	const response = await fetch(`${test.stack.mailUrl}/api/messages?to=${encodeURIComponent(to)}`);
	const [mail] = (await response.json()) as Mail[];
	if (!mail) throw new Error(`no mail to ${to}`);
	return {
		...mail,
		link: /href="([^"]+)"/.exec(mail.html)?.[1] ?? "",
		code: /<strong>(\d+)<\/strong>/.exec(mail.html)?.[1] ?? "",
	};
}

/** Opens a link as a browser does; answers where it leads. */
async function follow(link: string): Promise<URL> {
	const response = await fetch(link, { redirect: "manual" });
	expect(response.status).toBe(303);
	return new URL(response.headers.get("location") ?? "");
}

async function signedUp(email = newAddress()): Promise<{ client: SupabaseClient; email: string }> {
	const client = browser();
	const { error } = await client.auth.signUp({ email, password: PASSWORD });
	expect(error).toBeNull();
	return { client, email };
}

describe("signing up with a password", () => {
	it("opens a session whose token the database accepts", async () => {
		const { client, email } = await signedUp();

		const { data } = await client.rpc("whoami");

		expect(data).toMatchObject({
			role: "authenticated",
			claims: { email, aud: "authenticated", aal: "aal1", is_anonymous: false },
		});
	});

	it("keeps the data given with it", async () => {
		const { data } = await browser().auth.signUp({
			email: newAddress(),
			password: PASSWORD,
			options: { data: { name: "Ada" } },
		});

		expect(data.user?.user_metadata).toMatchObject({ name: "Ada" });
		expect(data.user?.identities?.[0]).toMatchObject({ provider: "email" });
	});

	it("is refused for an address that is taken, whatever its case", async () => {
		const { email } = await signedUp();

		const { error } = await browser().auth.signUp({
			email: email.toUpperCase(),
			password: PASSWORD,
		});

		expect(error).toMatchObject({ status: 422, code: "user_already_exists" });
	});

	it("is refused for a password that is too short", async () => {
		const { error } = await browser().auth.signUp({ email: newAddress(), password: "short" });

		expect(error).toMatchObject({ code: "weak_password", reasons: ["length"] });
	});

	it("is refused without an address: there are no anonymous users", async () => {
		const { error } = await browser().auth.signInAnonymously();

		expect(error?.code).toBe("anonymous_provider_disabled");
	});
});

describe("signing in with a password", () => {
	it("works, and with a wrong one does not", async () => {
		const { email } = await signedUp();

		const right = await browser().auth.signInWithPassword({ email, password: PASSWORD });
		const wrong = await browser().auth.signInWithPassword({ email, password: "wrong horse" });
		const unknown = await browser().auth.signInWithPassword({
			email: "nobody@example.com",
			password: PASSWORD,
		});

		expect(right.data.session?.token_type).toBe("bearer");
		expect(wrong.error).toMatchObject({ status: 400, code: "invalid_credentials" });
		expect(unknown.error).toMatchObject({ status: 400, code: "invalid_credentials" });
	});
});

describe("a magic link", () => {
	it("brings the browser that asked for it back with a code for its session", async () => {
		const { email } = await signedUp();
		const client = browser();
		const emailRedirectTo = "http://localhost:4321/auth/callback";
		await client.auth.signInWithOtp({ email, options: { emailRedirectTo } });

		const target = await follow((await lastMail(email)).link);
		const { data } = await client.auth.exchangeCodeForSession(
			target.searchParams.get("code") ?? "",
		);

		expect(target.origin + target.pathname).toBe(emailRedirectTo);
		expect(data.user?.email).toBe(email);
	});

	it("gives no session to another browser that has the code", async () => {
		const { email } = await signedUp();
		await browser().auth.signInWithOtp({ email });
		const code = (await follow((await lastMail(email)).link)).searchParams.get("code");

		const response = await fetch(`${test.stack.url}/auth/v1/token?grant_type=pkce`, {
			method: "POST",
			headers: { apikey: test.stack.publishableKey },
			body: JSON.stringify({ auth_code: code, code_verifier: "guessed" }),
		});

		expect(response.status).toBe(400);
		expect(await response.json()).toMatchObject({ error_code: "bad_code_verifier" });
	});

	it("works once", async () => {
		const { email } = await signedUp();
		await browser().auth.signInWithOtp({ email });
		const { link } = await lastMail(email);
		await follow(link);

		const second = await follow(link);

		expect(second.searchParams.get("error_code")).toBe("otp_expired");
	});

	it("carries the session itself in a flow without a code", async () => {
		const email = newAddress();
		await test.nobody().auth.signInWithOtp({ email });

		const { hash } = await follow((await lastMail(email)).link);
		const words = new URLSearchParams(hash.slice(1));

		expect(words.get("access_token")).toBeTruthy();
		expect(words.get("refresh_token")).toBeTruthy();
	});

	it("creates no user where the call forbids it", async () => {
		const { error } = await browser().auth.signInWithOtp({
			email: newAddress(),
			options: { shouldCreateUser: false },
		});

		expect(error).toMatchObject({ status: 422, code: "otp_disabled" });
	});

	it.each([
		["http://localhost:5000/a", "http://localhost:5000/a"],
		["http://127.0.0.1:9/b", "http://127.0.0.1:9/b"],
		["https://app.example.com/in", "https://app.example.com/in"],
		["https://evil.test/in", "http://127.0.0.1:3000/"],
		["javascript:alert(1)", "http://127.0.0.1:3000/"],
	])("asked to lead to %s leads to %s", async (asked, expected) => {
		const email = newAddress();
		await browser().auth.signInWithOtp({ email, options: { emailRedirectTo: asked } });

		const target = await follow((await lastMail(email)).link);

		expect(target.origin + target.pathname).toBe(expected);
	});
});

describe("a one-time code", () => {
	it("signs in who types it, and a wrong one does not", async () => {
		const email = newAddress();
		const client = browser();
		await client.auth.signInWithOtp({ email });
		const { code } = await lastMail(email);
		const wrong = code === "000000" ? "000001" : "000000";

		const refused = await client.auth.verifyOtp({ email, token: wrong, type: "email" });
		const accepted = await client.auth.verifyOtp({ email, token: code, type: "email" });

		expect(refused.error).toMatchObject({ status: 403, code: "otp_expired" });
		expect(accepted.data.user?.email).toBe(email);
	});

	it("is worthless once its time is over", async () => {
		const email = newAddress();
		const client = browser();
		await client.auth.signInWithOtp({ email });
		const { code } = await lastMail(email);
		await test.sql`
			update auth.one_time_tokens set created_at = created_at - interval '61 minutes' where relates_to = ${email}`;

		const { error } = await client.auth.verifyOtp({ email, token: code, type: "email" });

		expect(error?.code).toBe("otp_expired");
	});
});

describe("a session", () => {
	it("is renewed by its refresh token", async () => {
		const { client } = await signedUp();
		const before = (await client.auth.getSession()).data.session;

		const { data } = await client.auth.refreshSession();

		expect(data.session?.refresh_token).not.toBe(before?.refresh_token);
		expect((await client.auth.getUser()).error).toBeNull();
	});

	it("gives two tabs that refresh at once the same new token", async () => {
		const { client } = await signedUp();
		const token = (await client.auth.getSession()).data.session?.refresh_token ?? "";

		const answers = await Promise.all([refresh(token), refresh(token)]);

		const [one, other] = await Promise.all(answers.map((answer) => answer.json()));
		expect(one.refresh_token).toBeTruthy();
		expect(other.refresh_token).toBe(one.refresh_token);
	});

	it("forgives a token used twice within the grace, even an older one", async () => {
		const { client } = await signedUp();
		const first = (await client.auth.getSession()).data.session?.refresh_token ?? "";
		await client.auth.refreshSession();
		await client.auth.refreshSession();
		const latest = (await client.auth.getSession()).data.session?.refresh_token ?? "";

		const answer = await (await refresh(first)).json();

		expect(answer.refresh_token).toBe(latest);
	});

	it("ends altogether when an old refresh token turns up", async () => {
		const { client } = await signedUp();
		const first = (await client.auth.getSession()).data.session?.refresh_token ?? "";
		await client.auth.refreshSession();
		await client.auth.refreshSession();
		const latest = (await client.auth.getSession()).data.session?.refresh_token ?? "";
		await test.sql`update auth.refresh_tokens set updated_at = now() - interval '1 minute'`;

		const stolen = await refresh(first);
		const owner = await refresh(latest);

		expect(await stolen.json()).toMatchObject({ error_code: "refresh_token_already_used" });
		expect(owner.status).toBe(400);
	});

	it("is over after signing out", async () => {
		const { client } = await signedUp();
		const { data } = await client.auth.getSession();
		const accessToken = data.session?.access_token ?? "";

		await client.auth.signOut();

		expect((await refresh(data.session?.refresh_token ?? "")).status).toBe(400);
		expect((await test.nobody().auth.getUser(accessToken)).error?.name).toBe(
			"AuthSessionMissingError",
		);
	});

	it("can end all others", async () => {
		const { client, email } = await signedUp();
		const elsewhere = browser();
		await elsewhere.auth.signInWithPassword({ email, password: PASSWORD });

		await client.auth.signOut({ scope: "others" });

		expect((await client.auth.getUser()).error).toBeNull();
		expect((await elsewhere.auth.getUser()).error?.name).toBe("AuthSessionMissingError");
	});
});

describe("a user", () => {
	it("changes his data and password; the old password ends", async () => {
		const { client, email } = await signedUp();

		const { data } = await client.auth.updateUser({
			data: { color: "red" },
			password: "another horse",
		});
		const old = await browser().auth.signInWithPassword({ email, password: PASSWORD });
		const same = await client.auth.updateUser({ password: "another horse" });

		expect(data.user?.user_metadata.color).toBe("red");
		expect(old.error?.code).toBe("invalid_credentials");
		expect(same.error?.code).toBe("same_password");
	});

	it("who forgot his password gets in by mail and chooses a new one", async () => {
		const { email } = await signedUp();
		const client = browser();
		await client.auth.resetPasswordForEmail(email, { redirectTo: "http://localhost:4321/reset" });

		const target = await follow((await lastMail(email)).link);
		await client.auth.exchangeCodeForSession(target.searchParams.get("code") ?? "");
		await client.auth.updateUser({ password: "third horse" });

		const { error } = await browser().auth.signInWithPassword({ email, password: "third horse" });
		expect(error).toBeNull();
	});

	it("changes his address when both mailboxes have agreed", async () => {
		const { client, email } = await signedUp();
		const newEmail = newAddress();
		await client.auth.updateUser({ email: newEmail });

		await follow((await lastMail(newEmail)).link);
		const halfway = (await client.auth.getUser()).data.user;
		await follow((await lastMail(email)).link);
		const after = (await client.auth.getUser()).data.user;

		expect(halfway).toMatchObject({ email, new_email: newEmail });
		expect(after?.email).toBe(newEmail);
	});
});

describe("the secret key", () => {
	it("creates, lists, changes, bans and deletes users", async () => {
		const { admin } = test.backend().auth;
		const email = newAddress();

		const { data } = await admin.createUser({
			email,
			password: PASSWORD,
			email_confirm: true,
			user_metadata: { name: "Ada" },
		});
		const id = data.user?.id ?? "";
		const listed = await admin.listUsers({ perPage: 1000 });
		await admin.updateUserById(id, { ban_duration: "1h" });
		const banned = await browser().auth.signInWithPassword({ email, password: PASSWORD });
		await admin.deleteUser(id);
		const gone = await admin.getUserById(id);

		expect(listed.data.users.map((user) => user.email)).toContain(email);
		expect(banned.error?.code).toBe("user_banned");
		expect(gone.error?.code).toBe("user_not_found");
	});

	it("invites by mail", async () => {
		const email = newAddress();

		await test.backend().auth.admin.inviteUserByEmail(email, { data: { team: "acme" } });
		const mail = await lastMail(email);
		const { hash } = await follow(mail.link);

		expect(mail.subject).toBe("You have been invited");
		expect(new URLSearchParams(hash.slice(1)).get("access_token")).toBeTruthy();
	});

	it("generates links without sending mail", async () => {
		const { email } = await signedUp();
		const { data } = await test.backend().auth.admin.generateLink({ type: "magiclink", email });

		const client = browser();
		const verified = await client.auth.verifyOtp({
			token_hash: data.properties?.hashed_token ?? "",
			type: "magiclink",
		});

		expect(verified.data.user?.email).toBe(email);
	});

	it("is needed for all of that", async () => {
		const { error } = await test.nobody().auth.admin.listUsers();

		expect(error).toMatchObject({ status: 403, code: "not_admin" });
	});
});

describe("what the local stack lacks", () => {
	it("says so", async () => {
		const response = await fetch(`${test.stack.url}/auth/v1/factors`, {
			method: "POST",
			headers: { apikey: test.stack.publishableKey },
		});

		expect(response.status).toBe(501);
		expect(await response.json()).toMatchObject({ error_code: "not_in_local_stack" });
	});
});

function refresh(token: string): Promise<Response> {
	return fetch(`${test.stack.url}/auth/v1/token?grant_type=refresh_token`, {
		method: "POST",
		headers: { apikey: test.stack.publishableKey },
		body: JSON.stringify({ refresh_token: token }),
	});
}
