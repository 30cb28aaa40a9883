import type postgres from "postgres";

type Sql = ReturnType<typeof postgres>;

/**
 * Policies for topics named `conformance:<grants>:<anything>`, where each letter of `grants` permits something:
 * r and w reading and writing broadcasts, p and q reading and writing presence, a also to those who are not signed in,
 * x raises an error. The claim `denied` names letters that are taken away from its bearer.
 */
export async function createPolicies(sql: Sql): Promise<void> {
	await dropPolicies(sql);
	for (const { name, command, letter, extension } of POLICIES) {
		const permits = `
			realtime.topic() like 'conformance:%'
			and extension = '${extension}'
			and strpos(split_part(realtime.topic(), ':', 2), '${letter}') > 0
			and strpos(
				coalesce(current_setting('request.jwt.claims', true)::jsonb ->> 'denied', ''), '${letter}'
			) = 0
			and (
				current_setting('request.jwt.claim.role', true) <> 'anon'
				or strpos(split_part(realtime.topic(), ':', 2), 'a') > 0
			)
			and case when strpos(split_part(realtime.topic(), ':', 2), 'x') > 0 then realtime.topic()::int > 0 else true end
		`;
		const clause = command === "select" ? `using (${permits})` : `with check (${permits})`;
		await sql.unsafe(
			`create policy ${name} on realtime.messages for ${command} to anon, authenticated ${clause}`,
		);
	}
}

export async function dropPolicies(sql: Sql): Promise<void> {
	for (const { name } of POLICIES) {
		await sql.unsafe(`drop policy if exists ${name} on realtime.messages`);
	}
}

const POLICIES = [
	{ name: "conformance_read", command: "select", letter: "r", extension: "broadcast" },
	{ name: "conformance_write", command: "insert", letter: "w", extension: "broadcast" },
	{ name: "conformance_see", command: "select", letter: "p", extension: "presence" },
	{ name: "conformance_show", command: "insert", letter: "q", extension: "presence" },
] as const;

let counter = 0;

/** A topic of its own that permits what the letters say. */
export function topicFor(grants: string): string {
	counter += 1;
	return `conformance:${grants}:${process.pid}-${Date.now().toString(36)}-${counter}`;
}
