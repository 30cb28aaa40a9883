import { escapeHtml } from "../escape-html.ts";
import type { Mail } from "../mailer.ts";
import { requireVariable } from "../require-variable.ts";
import type { Handler, HandlerDeps } from "./index.ts";

type Invitation = {
	email: string;
	organizationName: string;
	inviterName: string | null;
	expiresAt: string;
};

/** Mails an invitation's link, unless the invitation has ended or was sent anew in the meantime. */
export function createInvitationMail({
	rpc,
	sendMail,
	read,
}: Pick<HandlerDeps, "rpc" | "sendMail" | "read">): Handler {
	return async ({ id, payload }, { signal }) => {
		const { invitationId, token } = payload;
		const answer = await rpc("invitation_to_mail", { id: invitationId, token });
		if (answer === null) return;
		const dashboard = requireVariable(read, "DASHBOARD_URL", "the dashboard's address");
		const link = `${dashboard.replace(/\/+$/, "")}/invitations/accept?token=${encodeURIComponent(String(token))}`;
		await sendMail(write(answer as Invitation, link), { idempotencyKey: `job-${id}`, signal });
	};
}

function write(
	{ email, organizationName, inviterName, expiresAt }: Invitation,
	link: string,
): Mail {
	const invites = `${inviterName ?? "Somebody"} invites you to answer customers with ${organizationName}.`;
	const until = new Date(expiresAt).toLocaleDateString("en-GB", {
		day: "numeric",
		month: "long",
		year: "numeric",
		timeZone: "UTC",
	});
	const terms = `The invitation is for ${email} and ends on ${until}. If you don't expect it, ignore this mail.`;
	return {
		to: email,
		subject: `Join ${organizationName}`.replace(/\s+/g, " "),
		text: `${invites}\n\nAccept the invitation:\n${link}\n\n${terms}\n`,
		html: [
			`<p>${escapeHtml(invites)}</p>`,
			`<p><a href="${escapeHtml(link)}">Accept the invitation</a></p>`,
			`<p>${escapeHtml(terms)}</p>`,
		].join("\n"),
	};
}
