import type { Sql } from "postgres";
import type { Mutant } from "./policies.ts";

/** A function of schema `private`, as the catalog has it. */
export type Routine = {
	name: string;
	arguments: string;
	result: string;
	volatility: "stable" | "volatile" | "immutable";
	definition: string;
};

/** What stands between a caller and the rows of others has one of these names. */
const GUARD =
	/^(require|may|my|own)_|^hold_(website|organization_.+)$|_(of|to)_(agent|visitor|key|caller)$|^(calling_visitor|contact_of_history|verified_contact_id|is_by_caller)$/;

/** These have such a name and are none, or only hand on what others say, which are guards by themselves. */
const NO_GUARDS = [
	...["announce_to_visitor", "limit_changes_of_visitor", "place_of_agent", "unread_of_agent"],
	...[
		"unread_of_visitor",
		"start_conversation_of_visitor",
		"visitor_of_key",
		"erase_contact_of_key",
	],
];

/** How a guard lets everybody pass, where that is not to be seen from its head. */
const OPENED: Record<string, string> = {
	my_organization_ids: "select organizations.id from public.organizations",
	my_administered_organization_ids: "select private.my_organization_ids()",
	my_website_ids: "select websites.id from public.websites",
	my_colleague_ids: "select profiles.user_id from public.profiles",
	require_agent: "select private.user_id()",
	require_visitor: `select visitors from public.visitors
		where visitors.id = private.to_uuid(private.claim('sub'))`,
	calling_visitor: `select visitors from public.visitors
		where visitors.id = private.to_uuid(private.claim('sub'))`,
	own_message: `select items from public.timeline_items as items
		where items.conversation_id = ($1).id and items.id = $2`,
	verified_contact_id: "select ($1).contact_id",
	contact_of_history: "select ($1).contact_id",
	require_api_key: `select api_keys
		from private.api_key_hashes as hashes
		join public.api_keys on api_keys.id = hashes.api_key_id
		where hashes.hash = decode($1, 'hex')`,
	conversation_of_key: "select conversations from public.conversations where conversations.id = $2",
	lock_conversation_of_key:
		"select conversations from public.conversations where conversations.id = $2",
	contact_of_key: `select contacts from public.contacts
		where contacts.external_id = $2 ->> 'externalId' order by contacts.id limit 1`,
};

/** Every function of schema `private`. */
export function routinesOf(sql: Sql): Promise<Routine[]> {
	return sql<Routine[]>`
		select
			proname as name,
			pg_get_function_arguments(oid) as arguments,
			pg_get_function_result(oid) as result,
			case provolatile when 's' then 'stable' when 'i' then 'immutable' else 'volatile' end as volatility,
			pg_get_functiondef(oid) as definition
		from pg_catalog.pg_proc
		where pronamespace = 'private'::regnamespace and prokind = 'f'
		order by proname, oid`;
}

export function isGuard({ name }: Routine): boolean {
	return GUARD.test(name) && !NO_GUARDS.includes(name);
}

/** The guard under a name of its own or another, open to everybody. */
export function opened(guard: Routine, name = guard.name): string {
	const { result, volatility } = guard;
	return `create or replace function private.${name}(${guard.arguments}) returns ${result}
		language sql ${volatility} security definer set search_path = '' as $opened$ ${bodyOf(guard)} $opened$`;
}

function bodyOf({ name, arguments: given, result }: Routine): string {
	const known = OPENED[name];
	if (known) return known;
	if (result === "void") return "select";
	if (result === "boolean") return "select true";
	const table = result.replace(/^public\./, "");
	if (/^\w+ uuid\b/.test(given) && /^[a-z_]+$/.test(table) && table !== "uuid")
		return `select ${table} from public.${table} where ${table}.id = $1`;
	throw new Error(`Say how private.${name} is opened, or that it is no guard.`);
}

const NOTICED_BY = ["table-access.test.ts", "live-topics.test.ts", "attachments.test.ts"];

/** Each guard that a policy asks, open to everybody. */
export async function guardMutants(sql: Sql): Promise<Mutant[]> {
	const guards = (await routinesOf(sql)).filter(isGuard);
	const gone = Object.keys(OPENED).filter((name) => !guards.some((guard) => guard.name === name));
	if (gone.length > 0) throw new Error(`There is no such guard: ${gone.join(", ")}.`);
	const [policies] = await sql`
		select string_agg(concat(qual, with_check), ' ') as text from pg_catalog.pg_policies`;
	return guards
		.filter(({ name }) => policies?.text.includes(`private.${name}(`))
		.map((guard) => ({
			name: `private.${guard.name} lets everybody pass`,
			files: NOTICED_BY,
			break: opened(guard),
			mend: guard.definition,
		}));
}
