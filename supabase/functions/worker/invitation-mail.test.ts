import { describe, expect, it, vi } from "vitest";
import { createInvitationMail } from "./jobs/invitation-mail.ts";
import { createMailer } from "./mailer.ts";

const ENVIRONMENT: Record<string, string> = {
	DASHBOARD_URL: "https://desk.example/",
	MAIL_API_URL: "https://mail.example",
	MAIL_API_KEY: "re_key",
	MAIL_FROM: "Acme <support@acme.test>",
};
const INVITATION = {
	email: "grace@acme.test",
	organizationName: 'Acme <b>"&Co"</b>',
	inviterName: "<img src=x>",
	expiresAt: "2026-12-01T12:00:00Z",
};

function world({ without = "", answer = INVITATION as object | null, status = 200 } = {}) {
	const read = (name: string) => (name === without ? undefined : ENVIRONMENT[name]);
	const fetch = vi.fn(async (_url: string, _init: RequestInit) => new Response("{}", { status }));
	const rpc = vi.fn(async () => answer);
	const sendMail = createMailer({ read, fetch: fetch as unknown as typeof globalThis.fetch });
	const work = createInvitationMail({ rpc, sendMail, read });
	const job = {
		id: 7,
		kind: "invitation_mail",
		payload: { invitationId: "i", token: "t+/" },
		attempt: 1,
	};
	return { fetch, rpc, run: () => work(job, { signal: new AbortController().signal }) };
}

describe("an invitation's mail", () => {
	it("goes to the mail service with the link, and nothing in it is markup of somebody else", async () => {
		const { fetch, run } = world();

		await run();

		const [url, init] = fetch.mock.calls[0] ?? [];
		const mail = JSON.parse(String(init?.body));
		const link = "https://desk.example/invitations/accept?token=t%2B%2F";
		expect(url).toBe("https://mail.example/emails");
		expect(init?.headers).toMatchObject({
			authorization: "Bearer re_key",
			"idempotency-key": "job-7",
		});
		expect(mail).toMatchObject({ from: "Acme <support@acme.test>", to: ["grace@acme.test"] });
		expect(mail.text).toContain(link);
		expect(mail.text).toContain("1 December 2026");
		expect(mail.html).toContain(`href="${link}"`);
		expect(mail.html).not.toMatch(/<img|<b>/);
	});

	it("is not sent once the invitation has ended", async () => {
		const { fetch, run } = world({ answer: null });

		await run();

		expect(fetch).not.toHaveBeenCalled();
	});

	it.each(Object.keys(ENVIRONMENT))("says that %s is missing, and how to set it", async (name) => {
		const { fetch, run } = world({ without: name });

		await expect(run()).rejects.toThrow(`supabase secrets set ${name}=`);
		expect(fetch).not.toHaveBeenCalled();
	});

	it("that the mail service refuses has failed", async () => {
		await expect(world({ status: 422 }).run()).rejects.toThrow("answered 422");
	});
});
