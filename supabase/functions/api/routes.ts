import {
	contactFacts,
	conversationChange,
	conversationImport,
	conversationStatus,
	id,
	newConversation,
	newItem,
} from "@cossistant/protocol/schemas";
import { z } from "zod";
import { parseJson } from "../_shared/parse-json.ts";

/** An address of the API: which function of the database answers it, with which arguments. */
export type Route = {
	method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
	path: string;
	calls: string;
	query: z.ZodType<Record<string, unknown>>;
	body?: z.ZodType;
	maxBytes: number;
	arguments: (request: {
		params: string[];
		query: Record<string, unknown>;
		body: unknown;
	}) => Record<string, unknown>;
};

const noQuery = z.strictObject({});
const limit = z.coerce.number().int().min(1).max(200).optional();
const rest = { query: noQuery, maxBytes: 256 * 1024 };
const uuid = (value: string | undefined) => parseJson(id, value);

export const ROUTES: readonly Route[] = [
	{ ...rest, method: "GET", path: "/v1/key", calls: "resolve_api_key", arguments: () => ({}) },
	{
		...rest,
		method: "GET",
		path: "/v1/conversations",
		calls: "find_conversations",
		query: z.strictObject({
			status: conversationStatus.optional(),
			externalId: z.string().optional(),
			email: z.string().optional(),
			before: z.string().optional(),
			limit,
		}),
		arguments: ({ query: { status, externalId, email, ...page } }) => ({
			...page,
			filter: {
				status,
				...((externalId ?? email) !== undefined && { contact: { externalId, email } }),
			},
		}),
	},
	{
		...rest,
		method: "POST",
		path: "/v1/conversations",
		calls: "create_conversation",
		body: newConversation,
		arguments: ({ body }) => ({ request: body }),
	},
	{
		...rest,
		method: "GET",
		path: "/v1/conversations/:id",
		calls: "find_conversation",
		arguments: ({ params }) => ({ id: uuid(params[0]) }),
	},
	{
		...rest,
		method: "PATCH",
		path: "/v1/conversations/:id",
		calls: "change_conversation",
		body: conversationChange,
		arguments: ({ params, body }) => ({ id: uuid(params[0]), changes: body }),
	},
	{
		...rest,
		method: "GET",
		path: "/v1/conversations/:id/items",
		calls: "find_items",
		query: z.strictObject({ before: z.coerce.number().int().min(0).optional(), limit }),
		arguments: ({ params, query }) => ({ conversation_id: uuid(params[0]), ...query }),
	},
	{
		...rest,
		method: "POST",
		path: "/v1/conversations/:id/items",
		calls: "add_item",
		body: newItem,
		arguments: ({ params, body }) => ({ conversation_id: uuid(params[0]), item: body }),
	},
	{
		...rest,
		method: "GET",
		path: "/v1/contacts/:externalId",
		calls: "find_contact",
		arguments: ({ params }) => ({ external_id: params[0] }),
	},
	{
		...rest,
		method: "PUT",
		path: "/v1/contacts/:externalId",
		calls: "put_contact",
		body: contactFacts,
		arguments: ({ params, body }) => ({ external_id: params[0], facts: body }),
	},
	{
		...rest,
		method: "DELETE",
		path: "/v1/contacts/:externalId",
		calls: "erase_contact_of_key",
		arguments: ({ params }) => ({ external_id: params[0] }),
	},
	{
		...rest,
		method: "POST",
		path: "/v1/import",
		calls: "import_conversation",
		body: conversationImport,
		// 500 items of 10,000 characters, with room for what stands around them.
		maxBytes: 8 * 1024 * 1024,
		arguments: ({ body }) => ({ request: body }),
	},
];
