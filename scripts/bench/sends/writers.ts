import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { BARE_TABLE, type History, type Place, saySomething } from "./history.ts";
import { openRowsWriter } from "./rows.ts";

/** One database connection that writes messages, one after the other, each its own commit. */
export type Writer = {
	write(): Promise<unknown>;
	end(): Promise<void>;
};

export type Role = "agent" | "visitor" | "bare" | "rows" | "owner";

type Setting = {
	databaseUrl: string;
	/** A superuser's. */
	adminDatabaseUrl: string;
	history: History;
	/** Which of the writers it is. */
	index: number;
};

/** How many messages a visitor writes before the connection serves another. */
const MESSAGES_OF_A_VISITOR = 4;

export async function openWriter(role: Role, setting: Setting): Promise<Writer> {
	const url = role === "rows" ? setting.adminDatabaseUrl : setting.databaseUrl;
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	const { agentIds, conversations } = setting.history;
	const agentId = agentIds[setting.index] ?? "";
	// An agent goes on where they have answered before; a visitor's conversations are everybody's.
	const next = rounds(
		role === "agent" ? conversations.filter((place) => place.agentId === agentId) : conversations,
		setting.index,
	);
	return { write: await writeOf(role, { sql, next, agentId }), end: () => sql.end() };
}

async function writeOf(
	role: Role,
	{ sql, next, agentId }: { sql: postgres.Sql; next: () => Place; agentId: string },
): Promise<() => Promise<unknown>> {
	switch (role) {
		case "bare":
			return () => insert(sql, BARE_TABLE, next(), agentId);
		case "rows":
			return openRowsWriter(sql, next);
		case "owner":
			return () => insert(sql, "public.timeline_items", next(), agentId);
		case "visitor":
			await become(sql, "anon", {});
			return visitorsOf(sql, next);
		case "agent":
			await become(sql, "authenticated", { sub: agentId });
			return () =>
				sql`select public.send_message(${next().id}, ${randomUUID()}, ${saySomething()})`;
	}
}

function visitorsOf(sql: postgres.Sql, next: () => Place): () => Promise<unknown> {
	let place: Place | undefined;
	let left = 0;
	return async () => {
		if (place === undefined || left === 0) {
			place = next();
			left = MESSAGES_OF_A_VISITOR;
			await claim(sql, "anon", {
				sub: place.visitorId,
				website_id: place.websiteId,
				organization_id: place.organizationId,
				// Each at an address of their own.
				ip_hash: place.visitorId,
			});
		}
		left -= 1;
		return sql`select public.send_visitor_message(${place.id}, ${randomUUID()}, ${saySomething()})`;
	};
}

/** The row that an agent's message becomes, with the numbers that the next one has. */
function insert(sql: postgres.Sql, table: string, place: Place, agentId: string) {
	place.items += 1;
	return sql`
		insert into ${sql(table)} (
			website_id, conversation_id, id, type, visibility, text, parts, user_id,
			team_order, team_change, visitor_order, visitor_change
		)
		values (
			${place.websiteId}, ${place.id}, ${randomUUID()}, 'message', 'public', ${saySomething()}, '[]', ${agentId},
			${place.items}, ${place.items}, ${place.items}, ${place.items}
		)`;
}

/** Goes round these conversations, each writer from a place of its own. */
function rounds(places: Place[], index: number): () => Place {
	let at = index * 379;
	return () => places[at++ % places.length] as Place;
}

async function become(sql: postgres.Sql, role: string, claims: object): Promise<void> {
	await claim(sql, role, claims);
	await sql`select set_config('role', ${role}, false)`;
}

function claim(sql: postgres.Sql, role: string, claims: object) {
	const all = JSON.stringify({ role, ...claims });
	return sql`select set_config('request.jwt.claims', ${all}, false)`;
}
