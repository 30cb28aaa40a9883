import type { Sql } from "postgres";
import type { Mutant } from "./policies.ts";

/**
 * The guards of functions that read past row security, each with the body that lets everybody pass. They are all that
 * stands between such a function's caller and the rows of others.
 */
const OPENED: Record<string, string> = {
	my_organization_ids: "select organizations.id from public.organizations",
	my_administered_organization_ids: "select private.my_organization_ids()",
	my_website_ids: "select websites.id from public.websites",
	my_colleague_ids: "select profiles.user_id from public.profiles",
	require_member: "select",
	require_role_to_give: "select",
	require_another_owner: "select",
	require_visible_website: "select",
	require_website: "select websites from public.websites where websites.id = $1",
	require_visitor: `select visitors from public.visitors
		where visitors.id = private.to_uuid(private.claim('sub'))`,
	calling_visitor: `select visitors from public.visitors
		where visitors.id = private.to_uuid(private.claim('sub'))`,
	visitor_of_agent: "select visitors from public.visitors where visitors.id = $1",
	conversation_of_agent:
		"select conversations from public.conversations where conversations.id = $1",
	conversation_of_visitor:
		"select conversations from public.conversations where conversations.id = $1",
	own_message: `select items from public.timeline_items as items
		where items.conversation_id = ($1).id and items.id = $2`,
	belongs_to_visitor: "select true",
	verified_contact_id: "select ($1).contact_id",
	contact_of_history: "select ($1).contact_id",
	is_conversation_of_caller: "select true",
	may_listen_as_visitor: "select true",
	may_listen_as_agent: "select true",
};

const NOTICED_BY = [
	"function-access.test.ts",
	"table-access.test.ts",
	"live-topics.test.ts",
	"identity.test.ts",
];

type Guard = { name: string; arguments: string; result: string; definition: string };

/** Each guard, open to everybody. */
export async function guardMutants(sql: Sql): Promise<Mutant[]> {
	const guards = await sql<Guard[]>`
		select
			proname as name,
			pg_get_function_arguments(oid) as arguments,
			pg_get_function_result(oid) as result,
			pg_get_functiondef(oid) as definition
		from pg_catalog.pg_proc
		where pronamespace = 'private'::regnamespace and proname = any (${Object.keys(OPENED)})
		order by 1`;
	const missing = Object.keys(OPENED).filter(
		(name) => !guards.some((guard) => guard.name === name),
	);
	if (missing.length > 0) throw new Error(`There is no such guard: ${missing.join(", ")}.`);
	return guards.map(({ name, arguments: given, result, definition }) => ({
		name: `private.${name} lets everybody pass`,
		files: NOTICED_BY,
		break: `create or replace function private.${name}(${given}) returns ${result}
			language sql stable security definer set search_path = '' as $opened$ ${OPENED[name]} $opened$`,
		mend: definition,
	}));
}
