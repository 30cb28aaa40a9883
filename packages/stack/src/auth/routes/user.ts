import { AuthError } from "../auth-error.ts";
import { callerOf, checkPassword, emailOf, objectOf } from "../checks.ts";
import { type AuthCall, type AuthContext, textOf } from "../context.ts";
import { sendEmailChange } from "../send-token.ts";
import { endSessions } from "../sessions.ts";
import {
	changeUser,
	findUser,
	findUserByEmail,
	passwordFits,
	type UserRow,
	userJson,
} from "../users.ts";

/** GET /user: who is signed in. */
export async function getUser(context: AuthContext, call: AuthCall): Promise<Response> {
	return Response.json(await userJson(context, await callerOf(context, call)));
}

/** PUT /user: a new password, new data, or the beginning of a change of address. */
export async function updateUser(context: AuthContext, call: AuthCall): Promise<Response> {
	const user = await callerOf(context, call);
	const password = textOf(call, "password");
	if (password !== undefined) {
		checkPassword(context, password);
		if (await passwordFits(context, user, password)) {
			throw new AuthError(
				422,
				"same_password",
				"New password should be different from the old password.",
			);
		}
	}
	await beginEmailChange(context, call, user);
	await changeUser(context, user.id, {
		...(password === undefined ? {} : { password }),
		userMetadata: objectOf(call, "data"),
	});
	if (password !== undefined) {
		const sessionId = call.claims.session_id;
		await endSessions(context, { userId: user.id, sessionId, scope: "others" });
	}
	return Response.json(await userJson(context, (await findUser(context, user.id)) as UserRow));
}

/** POST /logout: ends this session, the others, or all of them. */
export async function logout(context: AuthContext, call: AuthCall): Promise<Response> {
	const user = await callerOf(context, call);
	const scope = call.url.searchParams.get("scope") ?? "global";
	await endSessions(context, { userId: user.id, sessionId: call.claims.session_id, scope });
	return new Response(null, { status: 204 });
}

async function beginEmailChange(
	context: AuthContext,
	call: AuthCall,
	user: UserRow,
): Promise<void> {
	if (textOf(call, "email") === undefined) return;
	const newEmail = emailOf(call);
	if (newEmail === user.email) return;
	if (await findUserByEmail(context, newEmail)) {
		throw new AuthError(
			422,
			"email_exists",
			"A user with this email address has already been registered",
		);
	}
	await sendEmailChange(context, call, { user, newEmail });
}
