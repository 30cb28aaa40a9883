import { randomUUID } from "node:crypto";

export type Mail = {
	id: string;
	to: string;
	subject: string;
	html: string;
	text: string;
	sentAt: string;
};

/** What the catcher keeps: every mail that would have gone out, newest first. */
export type Mailbox = {
	/** Keeps a mail; one that comes again with the same key is the one that is there. */
	add(
		mail: { to: string; subject: string; html?: string; text?: string },
		options?: { idempotencyKey?: string | undefined },
	): Mail;
	/** All mails, or those to one address. */
	list(to?: string | null): Mail[];
	get(id: string): Mail | undefined;
	clear(): void;
};

const KEPT_MAILS = 500;

/** Creates an empty mailbox. */
export function createMailbox(now: () => Date = () => new Date()): Mailbox {
	let mails: Mail[] = [];
	const byKey = new Map<string, Mail>();
	return {
		add({ to, subject, html = "", text = "" }, { idempotencyKey } = {}) {
			const known = idempotencyKey === undefined ? undefined : byKey.get(idempotencyKey);
			if (known) return known;
			const mail = { id: randomUUID(), to, subject, html, text, sentAt: now().toISOString() };
			mails = [mail, ...mails].slice(0, KEPT_MAILS);
			if (idempotencyKey !== undefined) byKey.set(idempotencyKey, mail);
			return mail;
		},
		list: (to) =>
			to ? mails.filter((mail) => mail.to.toLowerCase() === to.toLowerCase()) : [...mails],
		get: (id) => mails.find((mail) => mail.id === id),
		clear() {
			mails = [];
			byKey.clear();
		},
	};
}
