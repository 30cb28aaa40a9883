import type { ErrorBody, VisitorSession } from "@cossistant/protocol";
import postgres from "postgres";
import type { StackInfo } from "../../../packages/stack/src/types.ts";

/** A shop with the widget, in a database of its own: browsers come, the team blocks and limits. */
export type Shop = Awaited<ReturnType<typeof openShop>>;

export const ORIGIN = "https://shop.example";

/** Opens a shop on the running stack, with one live identity secret, `demo`. */
export async function openShop(stack: StackInfo) {
	const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
	const name = crypto.randomUUID();
	const [organization] = await sql`
		insert into public.organizations (name, slug) values ('Acme', ${name}) returning id`;
	const [website] = await sql`
		insert into public.websites (organization_id, name, domain, public_key, allowed_origins)
		values (${organization?.id}, 'Acme', 'shop.example', ${`pk_${name}`}, ${[ORIGIN]})
		returning id, public_key`;
	const websiteId: string = website?.id;
	const publicKey: string = website?.public_key;
	const secret = Buffer.from(name).toString("base64url");
	await sql`
		insert into private.website_secrets (website_id, kid, secret)
		values (${websiteId}, 'demo', ${Buffer.from(name)})`;

	/** One request of a browser, as it comes back. */
	async function ask(body: unknown, headers: Record<string, string> = {}) {
		return fetch(`${stack.url}/functions/v1/visitor-session`, {
			method: "POST",
			headers: { origin: ORIGIN, "content-type": "application/json", ...headers },
			body: typeof body === "string" ? body : JSON.stringify(body),
		});
	}

	return {
		sql,
		publicKey,
		identitySecret: `demo.${secret}`,
		ask,
		/** A session that is expected to open. */
		async enter(body: object = {}): Promise<VisitorSession> {
			const response = await ask({ publicKey, ...body });
			if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
			return response.json();
		},
		/** A session that is expected to be refused. */
		async refused(body: unknown, headers?: Record<string, string>) {
			const response = await ask(body, headers);
			const answer: ErrorBody = await response.json();
			return { status: response.status, ...answer };
		},
		/** A function of the database, called with a visitor's token. */
		async call(session: VisitorSession, name: string, args: object = {}) {
			const response = await fetch(`${stack.url}/rest/v1/rpc/${name}`, {
				method: "POST",
				headers: {
					apikey: session.publishableKey,
					authorization: `Bearer ${session.token}`,
					"content-type": "application/json",
				},
				body: JSON.stringify(args),
			});
			return { status: response.status, answer: await response.json() };
		},
		/** Another rule for this shop than the general one. */
		limit: (kind: string, hits: number) => sql`
			insert into private.rate_limit_rules (kind, website_id, hits, seconds)
			values (${kind}, ${websiteId}, ${hits}, 3600)`,
		set: (change: {
			status?: string;
			allowed_origins?: string[];
			identity_verification?: string;
		}) => sql`update public.websites set ${sql(change)} where id = ${websiteId}`,
		block: (visitorId: string) =>
			sql`update public.visitors set blocked_at = now() where id = ${visitorId}`,
		/** Lets the secrets of before run out now instead of in a minute. */
		passGrace: () => sql`
			update private.visitor_secrets set expires_at = now() - interval '1 second'
			where website_id = ${websiteId} and expires_at is not null`,
		close: () => sql.end(),
	};
}

/** What a browser keeps of its session, to come back with. */
export const returning = ({ visitor, refreshSecret }: VisitorSession) => ({
	visitor: { id: visitor.id, refreshSecret },
});
