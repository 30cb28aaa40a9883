import type { Caller } from "../support/caller.ts";
import { type Agent, messageOf, openStory, type Story, type Visitor } from "../support/story.ts";

/** Who calls, and what of Acme they call about. The people are those of `expected.txt`. */
export type Cast = Story & {
	callers: Record<string, Caller>;
	vera: Visitor;
	victor: Visitor;
	/** Has an account, and works nowhere. */
	nora: Agent;
	conversationId: string;
	/** Vera's message in it. */
	messageId: string;
};

/** How a function is called about Acme's rows. It may make the rows that the call needs. */
export type MakeArguments = (
	cast: Cast,
) => Record<string, unknown> | Promise<Record<string, unknown>>;

export async function openCast(): Promise<Cast> {
	const story = await openStory();
	const { acme, globex, ada, adam, grace, eve, nobody, service, sql } = story;
	const contact = { isVerified: true, externalId: "vera", email: "vera@acme.test", name: "Vera" };
	const vera = await story.enters({ identity: contact });
	const { conversation, items } = await vera.writes("Hello");
	const vera2 = await story.enters({ identity: contact });
	const victor = await story.enters();
	const vic = await story.enters({ at: globex });
	const bob = await story.enters();
	await ada.rpc("block_visitor", { visitor_id: bob.id });
	const [nora, rick] = await Promise.all([story.signsUp("Nora"), story.signsUp("Rick")]);
	await sql`
		insert into public.members (organization_id, user_id) values (${acme.organizationId}, ${rick.id})`;
	await ada.rpc("remove_member", { organization_id: acme.organizationId, user_id: rick.id });

	return {
		...story,
		callers: { nobody, bob, victor, vic, vera, vera2, grace, adam, ada, rick, eve, service },
		vera,
		victor,
		nora,
		conversationId: conversation.id,
		messageId: messageOf({ items }).id,
	};
}

/** Puts back what a call may have done to the people and to Vera's message. */
export async function restore({
	sql,
	acme,
	grace,
	adam,
	ada,
	victor,
	conversationId,
	messageId,
}: Cast) {
	await sql`
		update public.visitors set blocked_at = null, blocked_by = null
		where id = ${victor.id} and blocked_at is not null`;
	await sql`
		insert into public.members (organization_id, user_id, role)
		values
			(${acme.organizationId}, ${ada.id}, 'owner'),
			(${acme.organizationId}, ${adam.id}, 'admin'),
			(${acme.organizationId}, ${grace.id}, 'member')
		on conflict on constraint members_pkey do update set role = excluded.role
		where members.role <> excluded.role`;
	await sql`
		update public.timeline_items set text = 'Hello', deleted_at = null
		where conversation_id = ${conversationId} and id = ${messageId} and deleted_at is not null`;
}
