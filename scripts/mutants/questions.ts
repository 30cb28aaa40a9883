import type { Sql } from "postgres";
import { isGuard, opened, type Routine, routinesOf } from "./guards.ts";
import type { Mutant } from "./policies.ts";

/** Tests of what `function-access.test.ts` doesn't ask, by the function that asks a guard, or by the guard. */
const NOTICED_BY: Record<string, string[]> = {
	require_api_key: ["backend.test.ts"],
	conversation_of_key: ["backend.test.ts"],
	lock_conversation_of_key: ["backend.test.ts"],
	contact_of_key: ["backend.test.ts"],
	belongs_to_visitor: ["identity.test.ts", "live-topics.test.ts"],
	accept_invitation: ["members.test.ts"],
	remove_member: ["members.test.ts"],
	list_conversations: ["live-topics.test.ts"],
	reorder_saved_views: ["saved-view-lists.test.ts", "team-at-once.test.ts"],
	require_own_view: ["saved-views.test.ts", "saved-view-lists.test.ts"],
	list_notifications: ["deleted-website.test.ts"],
	unread_notifications: ["deleted-website.test.ts"],
	require_active_website: ["send-visitor-message.test.ts"],
	contact_of_history: ["identity.test.ts", "starting-and-rating.test.ts"],
	bulk_act: ["bulk-acts-at-once.test.ts"],
	require_company: ["contacts.test.ts", "companies.test.ts"],
	may_listen_as_agent: ["live-topics.test.ts"],
	may_listen_as_visitor: ["live-topics.test.ts"],
	is_conversation_of_caller: ["live-topics.test.ts"],
	may_upload: ["attachments.test.ts"],
	is_by_caller: ["attachments.test.ts"],
	author_of_upload: ["attachments.test.ts"],
	prepare_upload: ["attachments.test.ts"],
	checked_files: ["message-files.test.ts"],
	readable_attachment: ["attachments.test.ts", "message-files.test.ts"],
	change_member_role: ["members.test.ts"],
	end_membership: ["members.test.ts"],
	new_conversation: ["backend.test.ts"],
	read_report_request: ["reports.test.ts"],
	resolve_api_key: ["keys.test.ts"],
	revoke_api_key: ["deleted-website.test.ts"],
	session_answer: ["identity.test.ts"],
	devices_of: ["block-visitor.test.ts"],
	require_export_begun: ["contact-export.test.ts"],
	tell_blocked: ["block-visitor.test.ts"],
};

/** Questions whose answer changes nothing, each with the reason. */
const EQUIVALENT: Record<string, string> = {
	"delete_company asks company_of_agent": "require_website refuses the same",
	"delete_tag asks require_website": "require_tag has asked it",
	"devices_of asks contact_of_history": "who is not verified labels one visitor alone",
	"erase_contact asks contact_shown_to_agent": "require_website refuses the same",
	"erase_visitor asks visitor_of_agent": "require_website refuses the same",
	"export_contact asks contact_shown_to_agent": "require_website refuses the same",
	"inbox_counts asks require_agent": "require_visible_website asks it",
	"limit_changes_of_visitor asks require_visitor": "require_conversation has asked it",
	"limit_uploads asks require_visitor": "author_of_upload has asked it",
	"may_read_item asks calling_visitor": "readable_attachment has asked require_visitor",
	"merge_contacts asks contact_of_agent": "contact_shown_to_agent asks it",
	"merge_contacts asks contact_shown_to_agent": "contact_of_agent has asked it",
	"own_message asks require_visitor": "require_conversation has asked it",
	"require_own_view asks hold_website": "require_view refuses the same",
	"require_tag asks my_website_ids": "require_website refuses the same",
	"require_view asks my_website_ids": "require_website, or the website asked for, refuses the same",
	"revoke_identity_secret asks require_website": "list_identity_secrets asks the same",
	"set_status asks require_agent": "lock_conversation_of_agent asks it",
	"set_tag asks lock_conversation_of_agent":
		"a tag is of the conversation's website, as require_tag asks",
	"set_tag asks require_tag": "a tag is of the website of a conversation that was asked for",
	"start_conversation asks require_website": "send_message asks lock_conversation_of_agent",
	"tell_blocked asks contact_of_history": "nobody listens to the topic of who is not verified",
	"update_tag asks require_website": "require_tag has asked it",
	"update_ai_agent asks my_website_ids": "require_website refuses the same",
	"view_counts asks require_agent": "require_visible_website asks it",
	"visitor_to_write_to asks visitor_of_agent": "the visitor is of a website that was asked for",
};

/** Each question that a function asks a guard, left out in that function alone. */
export async function questionMutants(sql: Sql): Promise<Mutant[]> {
	const routines = await routinesOf(sql);
	const questions = routines.flatMap((asker) =>
		routines
			.filter((guard) => isGuard(guard) && guard.name !== asker.name && calls(asker, guard.name))
			.map((guard) => ({ asker, guard, name: `${asker.name} asks ${guard.name}` })),
	);
	const gone = Object.keys(EQUIVALENT).filter(
		(known) => !questions.some(({ name }) => name === known),
	);
	if (gone.length > 0) throw new Error(`Nobody asks any more: ${gone.join(", ")}.`);

	const reached = await reachedFromApi(sql, routines);
	return questions
		.filter(({ name }) => !(name in EQUIVALENT))
		.map(({ asker, guard, name }) => ({
			name: `private.${name}: left out`,
			calls: reached.filter(({ names }) => names.has(asker.name)).map(({ name }) => name),
			files: NOTICED_BY[asker.name] ?? NOTICED_BY[guard.name] ?? [],
			break: `${opened(guard, "opened_guard")}; ${asker.definition.replaceAll(
				`private.${guard.name}(`,
				"private.opened_guard(",
			)}`,
			mend: `${asker.definition}; drop function private.opened_guard`,
		}));
}

const calls = ({ definition }: Routine, name: string) => definition.includes(`private.${name}(`);

/** The functions of the API, each with all that it comes to in schema `private`. */
async function reachedFromApi(sql: Sql, routines: Routine[]) {
	const api = await sql<{ name: string; definition: string }[]>`
		select proname as name, pg_get_functiondef(oid) as definition
		from pg_catalog.pg_proc
		where pronamespace = 'public'::regnamespace and prokind = 'f'`;
	return api.map(({ name, definition }) => {
		const names = new Set(namesIn(definition));
		for (const reached of names)
			for (const routine of routines)
				if (routine.name === reached)
					for (const next of namesIn(routine.definition)) names.add(next);
		return { name, names };
	});
}

function namesIn(definition: string): string[] {
	return [...definition.matchAll(/private\.(\w+)\(/g)].map(([, name = ""]) => name);
}
