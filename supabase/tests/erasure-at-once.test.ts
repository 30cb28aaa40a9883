import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Backend, item, openBackend } from "./support/backend.ts";
import { type Call, type Crowd, openCrowd, outcomeAfter } from "./support/crowd.ts";
import type { Claims } from "./support/stack.ts";
import {
	type Agent,
	openStory,
	type Story,
	sessionRequest,
	type Visitor,
} from "./support/story.ts";

const SERVICE: Claims = { role: "service_role" as Claims["role"], sub: "service" };

let story: Story;
let backend: Backend;
let crowd: Crowd;

beforeAll(async () => {
	story = await openStory();
	backend = await openBackend(story);
	crowd = openCrowd(23);
});
afterAll(async () => {
	await crowd.close();
	await story.close();
});

const claimsOf = ({ claims }: Agent | Visitor) => claims as Claims;
const contactOf = ({ visitor }: Visitor) => String(visitor.contact?.id);

/** Somebody on two devices, a browser that claims to be them, and somebody else. */
async function openPeople() {
	const word = randomUUID();
	const identity = { externalId: word, email: `${word}@shop.example`, isVerified: true };
	const phone = await story.enters({ identity });
	const { conversation } = await phone.writes("Hello");
	return {
		identity,
		conversationId: conversation.id,
		id: contactOf(phone),
		phone,
		laptop: await story.enters({ identity }),
		claim: await story.enters({ identity: { ...identity, isVerified: false } }),
		other: await story.enters({ identity: { isVerified: true, externalId: randomUUID() } }),
	};
}

type People = Awaited<ReturnType<typeof openPeople>>;

/** What may happen to somebody in the moment in which they are erased. */
function callsAbout(people: People): Record<string, Call> {
	const { identity, conversationId, id, phone, laptop, claim, other } = people;
	const { websiteId: website_id } = story.acme;
	const there = { conversation_id: conversationId };
	const anew = () => ({ conversation_id: randomUUID(), id: randomUUID(), text: "Hi" });
	const byAda = (name: string, args: object): Call => ({
		name,
		claims: claimsOf(story.ada),
		args: { ...args },
	});
	const byService = (name: string, args: object): Call => ({
		name,
		claims: SERVICE,
		args: { ...args },
	});
	const byBackend = (name: string, args: object) =>
		byService(name, { key_hash: backend.keyHash, ...args });
	const session = (visitor: Visitor, isVerified: boolean) =>
		byService("open_visitor_session", {
			request: {
				...sessionRequest(story.acme),
				visitor: { id: visitor.id, refreshSecretHash: visitor.secretHash },
				identity: { ...identity, isVerified },
			},
		});
	const file = { file_name: "a.txt", media_type: "text/plain", size: 1 };
	const asked = { id: randomUUID(), contact: { externalId: identity.externalId } };
	return {
		"another erasure": byAda("erase_contact", { id }),
		"a first message": { name: "send_visitor_message", claims: claimsOf(phone), args: anew() },
		"an upload": {
			name: "prepare_upload",
			claims: claimsOf(laptop),
			args: { conversation_id: randomUUID(), id: randomUUID(), ...file },
		},
		"a signed session": session(phone, true),
		"an unsigned session": session(laptop, false),
		"another browser that signs in": session(claim, true),
		"an agent's words to the contact": byAda("start_conversation", {
			...anew(),
			website_id,
			contact_id: id,
		}),
		"an agent's words to the visitor": byAda("start_conversation", {
			...anew(),
			website_id,
			visitor_id: laptop.id,
		}),
		"a merge into it": byAda("merge_contacts", { from_id: contactOf(other), into_id: id }),
		"a merge of it": byAda("merge_contacts", { from_id: id, into_id: contactOf(other) }),
		"a change of it": byAda("update_contact", { id, changes: { name: "Vera" } }),
		"a read of it": {
			name: "mark_read",
			claims: claimsOf(story.grace),
			args: { ...there, upto: 1 },
		},
		"their own read of it": {
			name: "mark_read",
			claims: claimsOf(phone),
			args: { ...there, upto: 1 },
		},
		"an answer": byAda("send_message", { ...there, id: randomUUID(), text: "Hi" }),
		"an act on it": byAda("assign", { ...there, user_id: null }),
		"its end": byAda("set_status", { ...there, status: "resolved" }),
		"a page that is looked at": {
			name: "touch_visitor",
			claims: claimsOf(phone),
			args: { page: { url: "https://shop.example/" } },
		},
		"the backend's word": byBackend("put_contact", {
			external_id: identity.externalId,
			facts: { name: "Vera" },
		}),
		"the backend's conversation": byBackend("create_conversation", {
			request: { ...asked, message: item() },
		}),
		"the backend's item": byBackend("add_item", { ...there, item: item() }),
		"the backend's change": byBackend("change_conversation", {
			id: conversationId,
			changes: { priority: "high" },
		}),
		"their rating": {
			name: "rate_conversation",
			claims: claimsOf(phone),
			args: { ...there, rating: 5 },
		},
		"the backend's import": byBackend("import_conversation", {
			request: { ...asked, id: randomUUID(), items: [] },
		}),
	};
}

/** What becomes of a call that arrives while an erasure is done but not committed. */
const outcomeAfterErasing = (id: string, call: Call) =>
	outcomeAfter({ name: "erase_contact", claims: claimsOf(story.ada), args: { id } }, call);

describe("while somebody is being erased", () => {
	it.each([
		["another erasure", "contact_not_found"],
		["a first message", "session_expired"],
		["an upload", "session_expired"],
		["a signed session", "refresh_secret_invalid"],
		["an unsigned session", "refresh_secret_invalid"],
		["another browser that signs in", "ok"],
		["an agent's words to the contact", "visitor_not_found"],
		["an agent's words to the visitor", "visitor_not_found"],
		["a merge into it", "contact_not_found"],
		["a merge of it", "contact_not_found"],
		["a change of it", "contact_not_found"],
		["a read of it", "conversation_not_found"],
		["their own read of it", "conversation_not_found"],
		["an answer", "conversation_not_found"],
		["an act on it", "conversation_not_found"],
		["its end", "conversation_not_found"],
		["a page that is looked at", "ok"],
		["the backend's word", "ok"],
		["the backend's conversation", "visitor_not_found"],
		["the backend's import", "visitor_not_found"],
		["the backend's item", "conversation_not_found"],
		["the backend's change", "conversation_not_found"],
		["their rating", "conversation_not_found"],
	])("%s ends with %s", async (call, outcome) => {
		const people = await openPeople();

		const ended = await outcomeAfterErasing(people.id, callsAbout(people)[call] as Call);

		expect(ended).toBe(outcome);
	});

	it("an agent's words to who never came end with contact_not_found", async () => {
		const contact = await story.ada.rpc("create_contact", {
			website_id: story.acme.websiteId,
			contact: { externalId: randomUUID() },
		});
		const call = callsAbout(await openPeople())["an agent's words to the contact"] as Call;
		const args = { ...call.args, contact_id: contact.id };

		expect(await outcomeAfterErasing(contact.id, { ...call, args })).toBe("contact_not_found");
		const left = await story.sql`select from public.visitors where contact_id = ${contact.id}`;
		expect(left).toHaveLength(0);
	});

	it("all of it at once waits in no circle, and fails with refusals alone", async () => {
		const failures: string[] = [];
		for (let round = 0; round < 6; round += 1) {
			const calls = Object.values(callsAbout(await openPeople()));
			await Promise.all(
				crowd.connections.slice(0, calls.length).map((on, n) => {
					// Each round another one comes first.
					const { name, claims, args } = calls[(n * 7 + round) % calls.length] as Call;
					return on.call(claims, name, args).catch(({ code, message }) => {
						if (!/^PT\d{3}$/.test(code)) failures.push(`${name}: ${code} ${message}`);
					});
				}),
			);
		}

		expect(failures).toEqual([]);
	});
});
