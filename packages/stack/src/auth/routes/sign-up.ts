import { AuthError } from "../auth-error.ts";
import { checkPassword, emailOf, objectOf } from "../checks.ts";
import { type AuthCall, type AuthContext, textOf } from "../context.ts";
import { requireEmailEnabled, sendToken } from "../send-token.ts";
import { createSession } from "../sessions.ts";
import { createUser, findUserByEmail, type UserRow, userJson } from "../users.ts";

/** POST /signup: a new user, signed in at once unless the address must be confirmed first. */
export async function signUp(context: AuthContext, call: AuthCall): Promise<Response> {
	const { settings } = context;
	if (!settings.signUpEnabled) {
		throw new AuthError(422, "signup_disabled", "Signups not allowed for this instance");
	}
	if (textOf(call, "email") === undefined && textOf(call, "phone") === undefined) {
		throw new AuthError(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
	}
	requireEmailEnabled(context, call);
	const email = emailOf(call);
	const password = textOf(call, "password");
	if (password === undefined) {
		throw new AuthError(400, "validation_failed", "Signup requires a valid password");
	}
	checkPassword(context, password);
	const known = await findUserByEmail(context, email);
	if (known?.confirmed_at) return repeated(context, known);
	const confirmed = !settings.confirmsEmail;
	const user =
		known ??
		(await createUser(context, {
			email,
			password,
			confirmed,
			userMetadata: objectOf(call, "data"),
		}));
	if (confirmed) {
		return Response.json(
			await createSession(context, { user, method: "password", request: call.request }),
		);
	}
	await sendToken(context, call, { user, kind: "confirmation" });
	return Response.json(await userJson(context, user));
}

/** Where addresses are confirmed by mail, the answer does not tell who has an account. */
function repeated({ settings }: AuthContext, user: UserRow): Response {
	if (!settings.confirmsEmail) {
		throw new AuthError(422, "user_already_exists", "User already registered");
	}
	const now = new Date();
	return Response.json({
		id: crypto.randomUUID(),
		aud: "authenticated",
		role: "",
		email: user.email,
		phone: "",
		confirmation_sent_at: now,
		app_metadata: { provider: "email", providers: ["email"] },
		user_metadata: {},
		identities: [],
		created_at: now,
		updated_at: now,
		is_anonymous: false,
	});
}
