import { AuthError, notInLocalStack } from "../auth-error.ts";
import { checkPassword, emailOf, objectOf, requireAdmin } from "../checks.ts";
import { type AuthCall, type AuthContext, textOf } from "../context.ts";
import { type MailKind, verifyLink } from "../mails.ts";
import { issueToken, type TokenType } from "../one-time-tokens.ts";
import { redirectTarget } from "../redirect.ts";
import { sendToken } from "../send-token.ts";
import {
	changeUser,
	createUser,
	findUser,
	findUserByEmail,
	type UserRow,
	userJson,
} from "../users.ts";

/** /admin/users and below, /invite, /admin/generate_link: what the secret key may do. */
export async function admin(context: AuthContext, call: AuthCall): Promise<Response> {
	requireAdmin(call);
	const { method } = call.request;
	const [, , , , group, id, rest] = call.url.pathname.split("/");
	if (group === "generate_link" && method === "POST") return generateLink(context, call);
	if (group !== "users" || rest !== undefined)
		throw notInLocalStack(`${method} ${call.url.pathname}`);
	if (id === undefined) {
		if (method === "GET") return listUsers(context, call);
		if (method === "POST") return createByAdmin(context, call);
	} else {
		const user = await findUser(context, id).catch(() => undefined);
		if (!user) throw new AuthError(404, "user_not_found", "User not found");
		if (method === "GET") return Response.json(await userJson(context, user));
		if (method === "PUT") return updateByAdmin(context, call, user);
		if (method === "DELETE") return deleteUser(context, user);
	}
	throw new AuthError(405, "method_not_allowed", "Method not allowed");
}

/** POST /invite: a new user who gets a mail to come in. */
export async function invite(context: AuthContext, call: AuthCall): Promise<Response> {
	requireAdmin(call);
	const email = emailOf(call);
	const known = await findUserByEmail(context, email);
	if (known?.confirmed_at) throw emailExists();
	const userMetadata = objectOf(call, "data");
	const user =
		known ?? (await createUser(context, { email, confirmed: false, invited: true, userMetadata }));
	await sendToken(context, call, { user, kind: "invite" });
	return Response.json(await userJson(context, user));
}

async function listUsers(context: AuthContext, { url }: AuthCall): Promise<Response> {
	const page = Math.max(1, Number(url.searchParams.get("page")) || 1);
	const perPage = Math.min(1000, Number(url.searchParams.get("per_page")) || 50);
	const { sql } = context;
	const users = await sql<UserRow[]>`
		select * from auth.users where deleted_at is null
		order by created_at desc, id limit ${perPage} offset ${(page - 1) * perPage}`;
	const [row] = await sql<{ total: number }[]>`
		select count(*)::int as total from auth.users where deleted_at is null`;
	const total = row?.total ?? 0;
	const shown = await Promise.all(users.map((user) => userJson(context, user)));
	return Response.json(
		{ users: shown, aud: "authenticated" },
		{ headers: { "x-total-count": String(total), link: pageLinks({ page, perPage, total }) } },
	);
}

function pageLinks({ page, perPage, total }: Record<"page" | "perPage" | "total", number>): string {
	const last = Math.max(1, Math.ceil(total / perPage));
	const link = (number: number, rel: string) =>
		`</admin/users?page=${number}&per_page=${perPage}>; rel="${rel}"`;
	return [...(page < last ? [link(page + 1, "next")] : []), link(last, "last")].join(", ");
}

async function createByAdmin(context: AuthContext, call: AuthCall): Promise<Response> {
	const email = emailOf(call);
	const password = textOf(call, "password");
	if (password !== undefined) checkPassword(context, password);
	if (await findUserByEmail(context, email)) throw emailExists();
	const id = textOf(call, "id");
	const user = await createUser(context, {
		...(id === undefined ? {} : { id }),
		email,
		password,
		confirmed: call.body.email_confirm === true,
		userMetadata: objectOf(call, "user_metadata"),
		appMetadata: objectOf(call, "app_metadata"),
	});
	return Response.json(await userJson(context, user));
}

async function updateByAdmin(
	context: AuthContext,
	call: AuthCall,
	user: UserRow,
): Promise<Response> {
	const password = textOf(call, "password");
	if (password !== undefined) checkPassword(context, password);
	const changed = await changeUser(context, user.id, {
		...(textOf(call, "email") === undefined ? {} : { email: emailOf(call) }),
		...(password === undefined ? {} : { password }),
		confirm: call.body.email_confirm === true,
		userMetadata: objectOf(call, "user_metadata"),
		appMetadata: objectOf(call, "app_metadata"),
		...banOf(call),
	});
	return Response.json(await userJson(context, changed));
}

async function deleteUser(context: AuthContext, user: UserRow): Promise<Response> {
	await context.sql`delete from auth.users where id = ${user.id}`;
	return Response.json({});
}

const LINKS: Record<string, { kind: MailKind; type: TokenType }> = {
	signup: { kind: "confirmation", type: "confirmation_token" },
	invite: { kind: "invite", type: "confirmation_token" },
	magiclink: { kind: "magic_link", type: "recovery_token" },
	recovery: { kind: "recovery", type: "recovery_token" },
};

async function generateLink(context: AuthContext, call: AuthCall): Promise<Response> {
	const type = textOf(call, "type") ?? "";
	const link = LINKS[type];
	if (!link) throw notInLocalStack(`A generated link of type ${type}`);
	const email = emailOf(call);
	const creates = type === "signup" || type === "invite" || type === "magiclink";
	const known = await findUserByEmail(context, email);
	if (!known && !creates)
		throw new AuthError(404, "user_not_found", "User with this email not found");
	const user =
		known ??
		(await createUser(context, {
			email,
			password: textOf(call, "password"),
			confirmed: false,
			userMetadata: objectOf(call, "data"),
		}));
	const token = await issueToken(context, { userId: user.id, email, type: link.type, pkce: false });
	const redirectTo = redirectTarget(context, call);
	return Response.json({
		...(await userJson(context, user)),
		action_link: verifyLink(context, { kind: link.kind, token, redirectTo }),
		email_otp: token.code,
		hashed_token: token.hash,
		redirect_to: redirectTo,
		verification_type: type,
	});
}

function banOf(call: AuthCall): { bannedUntil?: Date | null } {
	const duration = textOf(call, "ban_duration");
	if (duration === undefined) return {};
	if (duration === "none") return { bannedUntil: null };
	const [, amount, unit = "h"] = /^(\d+(?:\.\d+)?)(s|m|h)$/.exec(duration) ?? [];
	if (amount === undefined) {
		throw new AuthError(400, "validation_failed", `invalid format for ban duration: ${duration}`);
	}
	const seconds = Number(amount) * ({ s: 1, m: 60, h: 3600 }[unit] as number);
	return { bannedUntil: new Date(Date.now() + seconds * 1000) };
}

function emailExists(): AuthError {
	return new AuthError(
		422,
		"email_exists",
		"A user with this email address has already been registered",
	);
}
