import type { Mail } from "./mailbox.ts";

/** The list of caught mails as a page. */
export function listPage(mails: readonly Mail[]): string {
	const rows = mails.map(
		(mail) => `<li><a href="/mail/${mail.id}"><strong>${escapeHtml(mail.subject)}</strong>
			<span>to ${escapeHtml(mail.to)}</span> <time>${escapeHtml(mail.sentAt)}</time></a></li>`,
	);
	const empty = "<p>No mail yet. What the local Supabase sends ends up here.</p>";
	const list = rows.length === 0 ? empty : `<ul>${rows.join("\n")}</ul>`;
	return page("Mail", list, '<meta http-equiv="refresh" content="5">');
}

/** One mail as a page; its links work, its scripts do not run (the response forbids them). */
export function mailPage(mail: Mail): string {
	const body = mail.html === "" ? `<pre>${escapeHtml(mail.text)}</pre>` : mail.html;
	return page(
		mail.subject,
		`<p><a href="/mail">All mail</a></p><h1>${escapeHtml(mail.subject)}</h1>
		<p>to ${escapeHtml(mail.to)}, <time>${escapeHtml(mail.sentAt)}</time></p><hr><article>${body}</article>`,
	);
}

/** No script, nothing from elsewhere: what is shown was written by the program under test. */
export const PAGE_POLICY =
	"default-src 'none'; style-src 'unsafe-inline'; img-src data: https: http:; base-uri 'none'";

function page(title: string, body: string, head = ""): string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">${head}
<title>${escapeHtml(title)}</title><style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
ul { list-style: none; padding: 0 } li a { display: block; padding: .75rem 0; border-bottom: 1px solid #8884;
text-decoration: none; color: inherit } li strong { display: block } span, time { opacity: .7 }
</style></head><body>${body}</body></html>`;
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
