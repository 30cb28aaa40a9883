import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "./support/caller.ts";
import { routinesOf } from "./support/catalog.ts";
import { connect } from "./support/stack.ts";
import {
	type Agent,
	messageOf,
	openStory,
	type Story,
	sessionRequest,
	type Visitor,
} from "./support/story.ts";

/*
 * What each caller gets from a function that is asked about Acme's rows:
 *   ok       it answers
 *   closed   the role may not call it (42501)
 *   PTnnn    it refuses: 401 no session, 403 not allowed, 404 does not exist for this caller, 409 the id is taken
 * Vera wrote the conversation. Victor is another visitor of Acme, Bob a blocked one, Vic a visitor of Globex; Grace is
 * a member and Ada the owner of Acme, Eve owns Globex, Rick was removed from Acme.
 */
const CALLING = `
	function                 nobody victor bob    vic    vera   grace  ada    rick   eve    service
	accept_invitation        closed closed closed closed closed PT404  PT404  PT404  PT404  closed
	add_tag                  closed closed closed closed closed ok     ok     PT404  PT404  closed
	archive                  closed closed closed closed closed ok     ok     PT404  PT404  closed
	assign                   closed closed closed closed closed ok     ok     PT404  PT404  closed
	block_visitor            closed closed closed closed closed ok     ok     PT404  PT404  closed
	change_member_role       closed closed closed closed closed PT403  ok     PT404  PT404  closed
	claim_jobs               closed closed closed closed closed closed closed closed closed ok
	complete_job             closed closed closed closed closed closed closed closed closed ok
	create_api_key           closed closed closed closed closed PT403  ok     PT404  PT404  closed
	create_identity_secret   closed closed closed closed closed PT403  ok     PT404  PT404  closed
	create_organization      closed closed closed closed closed ok     ok     ok     ok     closed
	create_tag               closed closed closed closed closed ok     ok     PT404  PT404  closed
	create_website           closed closed closed closed closed PT403  ok     PT404  PT404  closed
	delete_message           PT401  PT404  PT403  PT404  ok     PT403  PT403  PT404  PT404  closed
	delete_tag               closed closed closed closed closed PT403  ok     PT404  PT404  closed
	edit_message             PT401  PT404  PT403  PT404  ok     PT403  PT403  PT404  PT404  closed
	fail_job                 closed closed closed closed closed closed closed closed closed ok
	get_conversation         closed closed closed closed closed ok     ok     PT404  PT404  closed
	identity_secrets         closed closed closed closed closed closed closed closed closed ok
	inbox                    closed closed closed closed closed ok     ok     PT404  PT404  closed
	inbox_counts             closed closed closed closed closed ok     ok     PT404  PT404  closed
	invitation_to_mail       closed closed closed closed closed closed closed closed closed ok
	invite_member            closed closed closed closed closed PT403  ok     PT404  PT404  closed
	join_conversation        closed closed closed closed closed ok     ok     PT404  PT404  closed
	leave_conversation       closed closed closed closed closed ok     ok     PT404  PT404  closed
	leave_organization       closed closed closed closed closed ok     PT409  PT404  PT404  closed
	list_conversations       PT401  ok     PT403  ok     ok     closed closed closed closed closed
	list_identity_secrets    closed closed closed closed closed PT403  ok     PT404  PT404  closed
	list_timeline            PT401  PT404  PT403  PT404  ok     ok     ok     PT404  PT404  closed
	mark_read                PT401  PT404  PT403  PT404  ok     ok     ok     PT404  PT404  closed
	mark_spam                closed closed closed closed closed ok     ok     PT404  PT404  closed
	mark_unread              closed closed closed closed closed ok     ok     PT404  PT404  closed
	open_visitor_session     closed closed closed closed closed closed closed closed closed ok
	rate_conversation        PT401  PT404  PT403  PT404  ok     closed closed closed closed closed
	remove_member            closed closed closed closed closed PT403  ok     PT404  PT404  closed
	remove_tag               closed closed closed closed closed ok     ok     PT404  PT404  closed
	resolve_api_key          closed closed closed closed closed closed closed closed closed ok
	revoke_api_key           closed closed closed closed closed PT404  ok     PT404  PT404  closed
	revoke_identity_secret   closed closed closed closed closed PT403  ok     PT404  PT404  closed
	revoke_invitation        closed closed closed closed closed PT404  ok     PT404  PT404  closed
	rotate_public_key        closed closed closed closed closed PT403  ok     PT404  PT404  closed
	run_housekeeping         closed closed closed closed closed closed closed closed closed ok
	search_conversations     closed closed closed closed closed ok     ok     PT404  PT404  closed
	send_message             closed closed closed closed closed ok     ok     PT404  PT404  closed
	send_visitor_message     PT401  PT409  PT403  PT409  ok     closed closed closed closed closed
	set_priority             closed closed closed closed closed ok     ok     PT404  PT404  closed
	set_status               closed closed closed closed closed ok     ok     PT404  PT404  closed
	set_title                closed closed closed closed closed ok     ok     PT404  PT404  closed
	snooze                   closed closed closed closed closed ok     ok     PT404  PT404  closed
	start_conversation       closed closed closed closed closed ok     ok     PT404  PT404  closed
	sync_conversation        PT401  PT404  PT403  PT404  ok     ok     ok     PT404  PT404  closed
	touch_agent              closed closed closed closed closed ok     ok     ok     ok     closed
	touch_visitor            PT401  ok     PT403  ok     ok     closed closed closed closed closed
	transfer_ownership       closed closed closed closed closed PT403  ok     PT404  PT404  closed
	unblock_visitor          closed closed closed closed closed ok     ok     PT404  PT404  closed
	update_contact_metadata  PT401  PT404  PT403  PT404  ok     closed closed closed closed closed
	update_profile           closed closed closed closed closed ok     ok     ok     ok     closed
	update_tag               closed closed closed closed closed PT403  ok     PT404  PT404  closed
	update_website           closed closed closed closed closed PT403  ok     PT404  PT404  closed
`;

const [header = [], ...lines] = CALLING.trim()
	.split("\n")
	.map((line) => line.trim().split(/\s+/));
const expectations = lines.flatMap(([name = "", ...cells]) =>
	cells.map((expected, column) => ({ name, caller: header[column + 1] ?? "", expected })),
);

let story: Story;
let vera: Visitor;
let victor: Visitor;
let nora: Agent;
let conversationId: string;
let messageId: string;
let invitationId: string;
let tagId: string;
let apiKey: { key: string };
let revokedKeyId: string;
const callers: Record<string, Caller> = {};

beforeAll(async () => {
	story = await openStory();
	const { acme, globex, ada, grace, eve, nobody, service, sql } = story;
	vera = await story.enters({ identity: { isVerified: false, email: "vera@acme.test" } });
	victor = await story.enters();
	const vic = await story.enters({ at: globex });
	const bob = await story.enters();
	await ada.rpc("block_visitor", { visitor_id: bob.id });
	apiKey = await ada.rpc("create_api_key", { website_id: acme.websiteId, name: "Kept" });
	revokedKeyId = (await ada.rpc("create_api_key", { website_id: acme.websiteId, name: "Ended" }))
		.id;
	const sent = await vera.writes("Hello");
	conversationId = sent.conversation.id;
	messageId = messageOf(sent).id;
	nora = await story.signsUp("Nora");
	invitationId = (
		await ada.rpc("invite_member", { organization_id: acme.organizationId, email: "new@acme.test" })
	).id;
	const rick = story.adam;
	await sql`
		delete from public.members where organization_id = ${acme.organizationId} and user_id = ${rick.id}`;
	Object.assign(callers, { nobody, victor, bob, vic, vera, grace, ada, rick, eve, service });
});
afterAll(() => story.close());

/** Arguments about Acme's rows, made anew for each call. */
function argumentsOf(name: string): Record<string, unknown> {
	const { acme } = story;
	const message = () => ({ conversation_id: conversationId, id: randomUUID(), text: "Hello" });
	const membership = () => ({ organization_id: acme.organizationId, user_id: nora.id });
	const here = { conversation_id: conversationId };
	const ownMessage = { ...here, id: messageId };
	const known: Record<string, () => Record<string, unknown>> = {
		add_tag: () => ({ ...here, tag_id: tagId }),
		archive: () => here,
		assign: () => ({ ...here, user_id: story.ada.id }),
		create_tag: () => ({ website_id: acme.websiteId, name: "new" }),
		delete_message: () => ownMessage,
		delete_tag: () => ({ id: tagId }),
		edit_message: () => ({ ...ownMessage, text: randomUUID() }),
		join_conversation: () => here,
		leave_conversation: () => here,
		mark_spam: () => here,
		mark_unread: () => here,
		rate_conversation: () => ({ ...here, rating: 5 }),
		remove_tag: () => ({ ...here, tag_id: tagId }),
		set_priority: () => ({ ...here, priority: "high" }),
		set_title: () => ({ ...here, title: "Title" }),
		snooze: () => here,
		start_conversation: () => ({
			...message(),
			website_id: acme.websiteId,
			visitor_id: vera.id,
			conversation_id: randomUUID(),
		}),
		update_tag: () => ({ id: tagId, color: "red" }),
		// No claim here: the jobs belong to the test of the worker.
		claim_jobs: () => ({ limit: 0 }),
		complete_job: () => ({ id: 0, attempt: 0 }),
		fail_job: () => ({ id: 0, attempt: 0, error: "x" }),
		run_housekeeping: () => ({}),
		invitation_to_mail: () => ({ id: randomUUID(), token: "none" }),
		create_api_key: () => ({ website_id: acme.websiteId, name: "Backend" }),
		search_conversations: () => ({ website_id: acme.websiteId, query: "hello" }),
		list_identity_secrets: () => ({ website_id: acme.websiteId }),
		resolve_api_key: () => ({ hash: createHash("sha256").update(apiKey.key).digest("hex") }),
		revoke_api_key: () => ({ id: revokedKeyId }),
		revoke_identity_secret: () => ({ website_id: acme.websiteId, kid: "none" }),
		rotate_public_key: () => ({ website_id: acme.websiteId }),
		update_website: () => ({ website_id: acme.websiteId, changes: { name: "Acme" } }),
		accept_invitation: () => ({ token: "none" }),
		block_visitor: () => ({ visitor_id: victor.id }),
		change_member_role: () => ({ ...membership(), role: "admin" }),
		create_identity_secret: () => ({ website_id: acme.websiteId }),
		create_organization: () => ({ name: "New" }),
		create_website: () => ({
			organization_id: acme.organizationId,
			name: "Two",
			domain: "two.example",
		}),
		get_conversation: () => ({ id: conversationId }),
		identity_secrets: () => ({ public_key: acme.publicKey }),
		inbox: () => ({ website_id: acme.websiteId }),
		inbox_counts: () => ({ website_id: acme.websiteId }),
		invite_member: () => ({
			organization_id: acme.organizationId,
			email: `${randomUUID()}@acme.test`,
		}),
		leave_organization: () => ({ organization_id: acme.organizationId }),
		list_conversations: () => ({}),
		list_timeline: () => ({ conversation_id: conversationId }),
		mark_read: () => ({ conversation_id: conversationId, upto: 1 }),
		open_visitor_session: () => ({ request: sessionRequest(acme) }),
		remove_member: membership,
		revoke_invitation: () => ({ id: invitationId }),
		send_message: message,
		send_visitor_message: message,
		set_status: () => ({ conversation_id: conversationId, status: "resolved" }),
		sync_conversation: () => ({ conversation_id: conversationId, after: 0 }),
		touch_agent: () => ({}),
		touch_visitor: () => ({ page: { url: "https://shop.example/", title: null } }),
		transfer_ownership: () => ({ organization_id: acme.organizationId, user_id: story.ada.id }),
		unblock_visitor: () => ({ visitor_id: victor.id }),
		update_contact_metadata: () => ({ metadata: { plan: "pro" } }),
		update_profile: () => ({}),
	};
	const make = known[name];
	if (!make) throw new Error(`Say in argumentsOf how ${name} is called.`);
	return make();
}

/** What a line did to others, so that lines don't depend on each other. */
async function undo() {
	const { sql, acme, grace } = story;
	await sql`update public.visitors set blocked_at = null, blocked_by = null where id = ${victor.id}`;
	await sql`
		insert into public.members (organization_id, user_id)
		values (${acme.organizationId}, ${grace.id}), (${acme.organizationId}, ${nora.id})
		on conflict do nothing`;
	await sql`
		update public.timeline_items set text = 'Hello', deleted_at = null
		where conversation_id = ${conversationId} and id = ${messageId} and deleted_at is not null`;
	tagId = (await story.ada.rpc("create_tag", { website_id: acme.websiteId, name: "billing" })).id;
}

it("covers every function", async () => {
	const sql = connect();
	const routines = await routinesOf(sql, ["public"]);
	await sql.end();
	expect(lines.map(([name]) => name)).toEqual(routines.map(({ name }) => name).sort());
});

describe("calling a function", () => {
	it.each(expectations)("$name as $caller: $expected", async ({ name, caller, expected }) => {
		await undo();
		const { error } = (await callers[caller]?.client.rpc(name, argumentsOf(name))) ?? {};

		const outcome = error === null ? "ok" : error?.code === "42501" ? "closed" : error?.code;
		expect(outcome).toBe(expected);
	});
});
