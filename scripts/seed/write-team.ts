import type { TransactionSql } from "postgres";
import { createTeam, type Team } from "./people.ts";
import type { Plan } from "./plan.ts";
import { teamAsJson } from "./rows.ts";

/**
 * Writes the tenant: organization, websites, tags and agents. These agents have no password, so nobody can sign in as
 * one of them; an account that exists already may be made an owner.
 */
export async function writeTeam(
	sql: TransactionSql,
	{ plan, owner }: { plan: Plan; owner: string },
): Promise<{ team: Team; hasOwner: boolean }> {
	const team = createTeam(plan);
	const { began, organization, websites, agents, tags } = teamAsJson(plan, team);
	await sql`
		insert into auth.users (id, aud, role, email)
		select id, 'authenticated', 'authenticated', email
		from jsonb_to_recordset(${sql.json(agents)}) as agents (id uuid, email text)`;
	await sql`
		insert into public.profiles (user_id, name, email, last_seen_at, created_at)
		select id, name, email, "lastSeenAt", ${began}
		from jsonb_to_recordset(${sql.json(agents)})
			as agents (id uuid, name text, email text, "lastSeenAt" timestamptz)`;
	await sql`
		insert into public.organizations (id, name, slug, created_at)
		values (${organization.id}, ${organization.name}, ${organization.slug}, ${began})`;
	await sql`
		insert into public.members (organization_id, user_id, role, created_at)
		select ${organization.id}, id, role, ${began}
		from jsonb_to_recordset(${sql.json(agents)}) as agents (id uuid, role public.member_role)`;
	await sql`
		insert into public.websites (id, organization_id, name, domain, public_key, created_at)
		select id, ${organization.id}, name, 'shop.example', "publicKey", ${began}
		from jsonb_to_recordset(${sql.json(websites)}) as websites (id uuid, name text, "publicKey" text)`;
	await sql`
		insert into public.ai_agents (id, organization_id, website_id, name, created_at)
		select "aiAgentId", ${organization.id}, id, 'Assistant', ${began}
		from jsonb_to_recordset(${sql.json(websites)}) as websites (id uuid, "aiAgentId" uuid)`;
	await sql`
		insert into public.tags (id, website_id, name, created_at)
		select id, "websiteId", name, ${began}
		from jsonb_to_recordset(${sql.json(tags)}) as tags (id uuid, "websiteId" uuid, name text)`;
	const owners = await sql`
		insert into public.members (organization_id, user_id, role)
		select ${organization.id}, profiles.user_id, 'owner'
		from public.profiles
		join auth.users on users.id = profiles.user_id
		where users.email = ${owner}`;
	return { team, hasOwner: owners.count > 0 };
}
