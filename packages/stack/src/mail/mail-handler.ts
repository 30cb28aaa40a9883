import { acceptMail } from "./accept-mail.ts";
import type { Mailbox } from "./mailbox.ts";
import { listPage, mailPage, PAGE_POLICY } from "./pages.ts";

/**
 * Serves the mailbox: `/mail` and `/mail/<id>` as pages, `/mail/api/messages[?to=]` and `/mail/api/messages/<id>` as JSON,
 * `DELETE /mail/api/messages` to empty it, `POST /mail/emails` to send one.
 */
export async function handleMail(request: Request, mailbox: Mailbox): Promise<Response> {
	const url = new URL(request.url);
	const [, , first, second, id] = url.pathname.split("/");
	if (first === "emails" && request.method === "POST") return acceptMail(request, mailbox);
	if (first === "api" && second === "messages") {
		if (request.method === "DELETE") {
			mailbox.clear();
			return new Response(null, { status: 204 });
		}
		if (id === undefined) return Response.json(mailbox.list(url.searchParams.get("to")));
		const mail = mailbox.get(id);
		return mail ? Response.json(mail) : Response.json({ message: "No such mail" }, { status: 404 });
	}
	if (first === undefined || first === "") {
		return html(listPage(mailbox.list(url.searchParams.get("to"))));
	}
	const mail = mailbox.get(first);
	return mail ? html(mailPage(mail)) : new Response("No such mail", { status: 404 });
}

function html(body: string): Response {
	return new Response(body, {
		headers: {
			"content-type": "text/html; charset=utf-8",
			"content-security-policy": PAGE_POLICY,
			"referrer-policy": "no-referrer",
		},
	});
}
