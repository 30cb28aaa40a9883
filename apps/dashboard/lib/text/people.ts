import type { ContactDetails, TeamConversation } from "@cossistant/protocol";

/** What to call a visitor: the contact's name, else a name that is short, stable and not somebody's. */
export function visitorName(
	conversation: Pick<TeamConversation, "visitorName" | "visitorId">,
): string {
	return conversation.visitorName ?? anonymousName(conversation.visitorId);
}

/** What to call a contact, whose name may be missing. */
export function contactName(contact: ContactDetails): string {
	return contact.name ?? contact.email ?? contact.externalId ?? "Contact";
}

/** The end of a UUIDv7 is chance, so that two visitors of one minute still differ. */
function anonymousName(visitorId: string): string {
	return `Visitor ${visitorId.slice(-4).toUpperCase()}`;
}

/** The letters of a face without a picture. */
export function initialsOf(name: string): string {
	const words = name
		.replace(/@.*/, "")
		.split(/[\s._-]+/)
		.filter(Boolean);
	const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) =>
		firstOf(word),
	);
	return letters.join("").toUpperCase() || "?";
}

/** One of eight hues, always the same for one id. */
export function hueOf(id: string): number {
	let sum = 0;
	for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 8_191;
	return sum % 8;
}

function firstOf(word: string | undefined): string {
	// A letter may be more than one code unit.
	return word === undefined ? "" : ([...word][0] ?? "");
}
