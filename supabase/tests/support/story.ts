import { randomUUID } from "node:crypto";
import type {
	DefaultMessage,
	PublicVisitor,
	SentMessage,
	TeamAct,
	TimelineItem,
} from "@cossistant/protocol";
import { type Caller, createCaller, createService } from "./caller.ts";
import { connect, type Sql } from "./stack.ts";

/** A tenant with one website. */
export type Team = { organizationId: string; websiteId: string; publicKey: string };

/** Somebody signed in. */
export type Agent = Caller & {
	id: string;
	replies(conversationId: string, text: string, id?: string): Promise<TeamAct>;
	notes(conversationId: string, text: string): Promise<TeamAct>;
};

/** A browser with a session. */
export type Visitor = Caller & {
	id: string;
	visitor: PublicVisitor;
	secretHash: string;
	writes(text: string, to?: Partial<Letter>): Promise<SentMessage>;
};

type Letter = { conversationId: string; id: string; greetings: DefaultMessage[] };

export type Identity = {
	isVerified: boolean;
	externalId?: string;
	email?: string;
	name?: string;
	metadata?: Record<string, unknown>;
};

export type Entrance = {
	at?: Team;
	identity?: Identity | null;
	/** The browser's secret of before, to come back with. */
	as?: Visitor;
};

export type Story = Awaited<ReturnType<typeof openStory>>;

/**
 * Acme, where Ada is owner, Adam admin and Grace a member, and Globex, where Eve is owner: rows of their own for each
 * test file, through the API wherever it has a way.
 */
export async function openStory() {
	const sql = connect();
	const service = createService();
	const [ada, adam, grace, eve] = await Promise.all([
		signUp(sql, "Ada Lovelace"),
		signUp(sql, "Adam Admin"),
		signUp(sql, "Grace Hopper"),
		signUp(sql, "Eve"),
	]);
	const acme = await found(ada, "Acme");
	const globex = await found(eve, "Globex");
	await sql`
		insert into public.members (organization_id, user_id, role)
		values (${acme.organizationId}, ${adam.id}, 'admin'), (${acme.organizationId}, ${grace.id}, 'member')`;

	return {
		sql,
		service,
		acme,
		globex,
		ada,
		adam,
		grace,
		eve,
		nobody: await createCaller(null),
		/** Somebody makes an account. */
		signsUp: (name: string) => signUp(sql, name),
		/** Somebody opens the site. */
		enters: (entrance: Entrance = {}) => enter(service, { at: acme, ...entrance }),
		/** A session that is expected to be refused. */
		async isRefused(request: Record<string, unknown>) {
			return service.refusal("open_visitor_session", {
				request: { ...sessionRequest(acme), ...request },
			});
		},
		close: () => sql.end(),
	};
}

/** A request as the edge function makes it for a new visitor. */
export function sessionRequest(team: Team): Record<string, unknown> {
	return {
		publicKey: team.publicKey,
		origin: "https://shop.example",
		ipHash: randomUUID(),
		visitor: null,
		newRefreshSecretHash: randomUUID(),
		identity: null,
		device: {},
	};
}

/** The one message among what a call wrote. */
export function messageOf(act: { items: TimelineItem[] }): TimelineItem {
	const message = act.items.find(
		({ type, parts }) =>
			type === "message" &&
			!parts.some((part) => part.type === "metadata" && part.source === "greeting"),
	);
	if (!message) throw new Error("There is no message.");
	return message;
}

async function signUp(sql: Sql, name: string): Promise<Agent> {
	const id = randomUUID();
	const email = `${id}@acme.test`;
	await sql`insert into auth.users (id, aud, role, email) values (${id}, 'authenticated', 'authenticated', ${email})`;
	const caller = await createCaller({
		role: "authenticated",
		sub: id,
		email,
		user_metadata: { name },
	});
	await caller.rpc("touch_agent");
	const send = (conversation_id: string, rest: Record<string, unknown>) =>
		caller.rpc("send_message", { conversation_id, ...rest });
	return {
		...caller,
		id,
		replies: (conversationId, text, messageId = randomUUID()) =>
			send(conversationId, { id: messageId, text }),
		notes: (conversationId, text) =>
			send(conversationId, { id: randomUUID(), text, visibility: "private" }),
	};
}

async function found(owner: Agent, name: string): Promise<Team> {
	// The seed's own organizations keep their names, and with them their slugs.
	const organization = await owner.rpc("create_organization", {
		name: `${name} ${owner.id.slice(0, 8)}`,
	});
	const website = await owner.rpc("create_website", {
		organization_id: organization.id,
		name,
		domain: "shop.example",
	});
	return { organizationId: organization.id, websiteId: website.id, publicKey: website.publicKey };
}

async function enter(
	service: Caller,
	{ at, identity, as }: Entrance & { at: Team },
): Promise<Visitor> {
	const request: Record<string, unknown> = {
		...sessionRequest(at),
		visitor: as ? { id: as.id, refreshSecretHash: as.secretHash } : null,
		identity: identity ?? null,
	};
	const session = await service.rpc("open_visitor_session", { request });
	const caller = await createCaller({
		role: "anon",
		sub: session.visitor.id,
		website_id: session.website.id,
		organization_id: session.organizationId,
		ip_hash: request.ipHash,
		...(session.verifiedContactId && { contact_id: session.verifiedContactId }),
	});
	return {
		...caller,
		id: session.visitor.id,
		visitor: session.visitor,
		secretHash: String(request.newRefreshSecretHash),
		writes: (text, { conversationId = randomUUID(), id = randomUUID(), greetings = [] } = {}) =>
			caller.rpc("send_visitor_message", { conversation_id: conversationId, id, text, greetings }),
	};
}
