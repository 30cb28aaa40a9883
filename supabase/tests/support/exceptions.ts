const byWebsite = "the unique index on (website_id, id) leads to its rows";

/** Foreign keys without an index of exactly their columns, each with what serves them instead. */
export const SERVED_OTHERWISE: Record<string, string> = {
	ai_agents_belong_to_a_website: byWebsite,
	api_keys_belong_to_a_website: byWebsite,
	companies_belong_to_a_website: byWebsite,
	contacts_belong_to_a_website: byWebsite,
	conversations_belong_to_a_website: byWebsite,
	visitors_belong_to_a_website: byWebsite,
	notifications_belong_to_a_website: "the index on (website_id, conversation_id) leads to its rows",
	routing_rules_belong_to_a_website: "the primary key leads with website_id",
	timeline_items_belong_to_a_conversation:
		"the primary key leads with conversation_id, which alone names the row",
	conversation_tags_belong_to_a_conversation:
		"the primary key leads with conversation_id, which alone names the row",
	tag_lists_belong_to_a_conversation: "the primary key on conversation_id alone names the row",
	timeline_items_are_by_a_visitor: "the index on visitor_id alone names the row, at half the size",
	timeline_items_are_by_an_ai_agent:
		"the index on ai_agent_id alone names the row, at half the size",
};

type Explain = (detail: string, boundFunctions: string[]) => string | null;

/** Findings of the advisors that are meant to be so, by name, each with its reason. */
export const EXPECTED_FINDINGS: Record<string, Explain> = {
	unindexed_foreign_keys: (detail) =>
		Object.entries(SERVED_OTHERWISE).find(([name]) => detail.includes(`\`${name}\``))?.[1] ?? null,
	rls_enabled_no_policy: (detail) =>
		detail.includes("`private.") ? "nobody reaches schema private but its own functions" : null,
	unused_index: () => "a database that was made a minute ago has used few",
	function_search_path_mutable: (detail, boundFunctions) => {
		if (detail.includes("`stack_guard.")) return "the local stack's own, not the product's";
		return boundFunctions.some((name) => detail.includes(name))
			? "its body was bound to what it names when it was made, so no search path can change it"
			: null;
	},
};
