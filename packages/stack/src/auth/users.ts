import { randomUUID } from "node:crypto";
import type { AuthContext } from "./context.ts";

export type UserRow = {
	id: string;
	aud: string;
	role: string;
	email: string | null;
	encrypted_password: string | null;
	email_confirmed_at: Date | null;
	invited_at: Date | null;
	confirmed_at: Date | null;
	confirmation_sent_at: Date | null;
	recovery_sent_at: Date | null;
	email_change: string | null;
	email_change_sent_at: Date | null;
	email_change_confirm_status: number;
	last_sign_in_at: Date | null;
	raw_app_meta_data: Record<string, unknown> | null;
	raw_user_meta_data: Record<string, unknown> | null;
	banned_until: Date | null;
	phone: string | null;
	is_anonymous: boolean;
	created_at: Date;
	updated_at: Date;
};

type Identity = {
	id: string;
	provider_id: string;
	user_id: string;
	identity_data: Record<string, unknown>;
	provider: string;
	email: string | null;
	last_sign_in_at: Date | null;
	created_at: Date;
	updated_at: Date;
};

/** The user with this address, if there is one. */
export async function findUserByEmail(
	{ sql }: AuthContext,
	email: string,
): Promise<UserRow | undefined> {
	const [user] = await sql<UserRow[]>`
		select * from auth.users
		where lower(email) = ${email.toLowerCase()} and is_sso_user = false and deleted_at is null`;
	return user;
}

/** The user with this id, if there is one. */
export async function findUser({ sql }: AuthContext, id: string): Promise<UserRow | undefined> {
	const [user] = await sql<UserRow[]>`
		select * from auth.users where id = ${id} and deleted_at is null`;
	return user;
}

export type NewUser = {
	id?: string;
	email: string;
	password?: string | undefined;
	confirmed: boolean;
	invited?: boolean;
	userMetadata: Record<string, unknown>;
	appMetadata?: Record<string, unknown>;
};

/** Creates a user with an e-mail identity. */
export async function createUser({ sql }: AuthContext, user: NewUser): Promise<UserRow> {
	const id = user.id ?? randomUUID();
	const email = user.email.toLowerCase();
	const appMetadata = { provider: "email", providers: ["email"], ...user.appMetadata };
	const userMetadata = {
		...user.userMetadata,
		sub: id,
		email,
		email_verified: user.confirmed,
		phone_verified: false,
	};
	return sql.begin(async (sql) => {
		const [row] = await sql<UserRow[]>`
			insert into auth.users (
				instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, invited_at,
				raw_app_meta_data, raw_user_meta_data, created_at, updated_at,
				confirmation_token, recovery_token, email_change_token_new, email_change
			)
			values (
				'00000000-0000-0000-0000-000000000000', ${id}, 'authenticated', 'authenticated', ${email},
				${user.password ? sql`extensions.crypt(${user.password}, extensions.gen_salt('bf', 10))` : ""},
				${user.confirmed ? sql`now()` : null}, ${user.invited ? sql`now()` : null},
				${sql.json(appMetadata as never)}, ${sql.json(userMetadata as never)}, now(), now(), '', '', '', ''
			)
			returning *`;
		await sql`
			insert into auth.identities (
				provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at
			)
			values (
				${id}, ${id}, ${sql.json({ sub: id, email, email_verified: user.confirmed, phone_verified: false })},
				'email', now(), now(), now()
			)`;
		return row as UserRow;
	}) as Promise<UserRow>;
}

export type UserChange = {
	email?: string;
	password?: string;
	confirm?: boolean;
	userMetadata?: Record<string, unknown>;
	appMetadata?: Record<string, unknown>;
	bannedUntil?: Date | null;
};

/** Changes what is given, merging metadata: a key set to null goes. */
export async function changeUser(
	{ sql }: AuthContext,
	id: string,
	change: UserChange,
): Promise<UserRow> {
	const sets = [
		sql`updated_at = now()`,
		...(change.email === undefined
			? []
			: [
					sql`email = ${change.email.toLowerCase()}, email_change = '', email_change_confirm_status = 0`,
				]),
		...(change.password === undefined
			? []
			: [
					sql`encrypted_password = extensions.crypt(${change.password}, extensions.gen_salt('bf', 10))`,
				]),
		...(change.confirm ? [sql`email_confirmed_at = coalesce(email_confirmed_at, now())`] : []),
		...(change.bannedUntil === undefined ? [] : [sql`banned_until = ${change.bannedUntil}`]),
		...(change.userMetadata
			? [
					sql`raw_user_meta_data = jsonb_strip_nulls(
						coalesce(raw_user_meta_data, '{}') || ${sql.json(change.userMetadata as never)})`,
				]
			: []),
		...(change.appMetadata
			? [
					sql`raw_app_meta_data = jsonb_strip_nulls(
						coalesce(raw_app_meta_data, '{}') || ${sql.json(change.appMetadata as never)})`,
				]
			: []),
	];
	const assignments = sets.reduce((all, one) => sql`${all}, ${one}`);
	const [user] = await sql<UserRow[]>`
		update auth.users set ${assignments} where id = ${id} returning *`;
	if (change.email !== undefined || change.confirm) {
		await sql`
			update auth.identities
			set identity_data = identity_data || ${sql.json({
				email: user?.email ?? "",
				email_verified: true,
			})}, updated_at = now()
			where user_id = ${id} and provider = 'email'`;
	}
	return user as UserRow;
}

/** Whether this is the user's password. */
export async function passwordFits(
	{ sql }: AuthContext,
	user: UserRow,
	password: string,
): Promise<boolean> {
	if (!user.encrypted_password) return false;
	const [row] = await sql<{ fits: boolean }[]>`
		select extensions.crypt(${password}, ${user.encrypted_password}) = ${user.encrypted_password} as fits`;
	return row?.fits === true;
}

/** The user as the API shows it. */
export async function userJson({ sql }: AuthContext, user: UserRow): Promise<object> {
	const identities = await sql<Identity[]>`
		select * from auth.identities where user_id = ${user.id} order by created_at`;
	return {
		id: user.id,
		aud: user.aud,
		role: user.role,
		email: user.email ?? "",
		...dated({
			email_confirmed_at: user.email_confirmed_at,
			invited_at: user.invited_at,
			confirmation_sent_at: user.confirmation_sent_at,
			recovery_sent_at: user.recovery_sent_at,
			email_change_sent_at: user.email_change_sent_at,
			confirmed_at: user.confirmed_at,
			last_sign_in_at: user.last_sign_in_at,
			banned_until: user.banned_until,
		}),
		...(user.email_change ? { new_email: user.email_change } : {}),
		phone: user.phone ?? "",
		app_metadata: user.raw_app_meta_data ?? {},
		user_metadata: user.raw_user_meta_data ?? {},
		identities: identities.map(({ id, provider_id, ...identity }) => ({
			identity_id: id,
			id: provider_id,
			...identity,
		})),
		created_at: user.created_at,
		updated_at: user.updated_at,
		is_anonymous: user.is_anonymous,
	};
}

function dated(dates: Record<string, Date | null>): Record<string, Date> {
	return Object.fromEntries(Object.entries(dates).filter((entry) => entry[1] !== null)) as never;
}
