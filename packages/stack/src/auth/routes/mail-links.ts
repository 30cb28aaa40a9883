import { AuthError } from "../auth-error.ts";
import { emailOf, objectOf } from "../checks.ts";
import { type AuthCall, type AuthContext, textOf } from "../context.ts";
import { requireEmailEnabled, sendEmailChange, sendToken } from "../send-token.ts";
import { createUser, findUserByEmail } from "../users.ts";

/** POST /otp and /magiclink: a link and a code by mail, for a new user too unless the call forbids. */
export async function oneTimePassword(context: AuthContext, call: AuthCall): Promise<Response> {
	requireEmailEnabled(context, call);
	const email = emailOf(call);
	const known = await findUserByEmail(context, email);
	if (known?.confirmed_at) {
		await sendToken(context, call, { user: known, kind: "magic_link" });
		return Response.json({});
	}
	if (!known && (call.body.create_user === false || !context.settings.signUpEnabled)) {
		throw new AuthError(422, "otp_disabled", "Signups not allowed for otp");
	}
	const confirmed = !context.settings.confirmsEmail;
	const userMetadata = objectOf(call, "data");
	const user = known ?? (await createUser(context, { email, confirmed, userMetadata }));
	await sendToken(context, call, {
		user,
		kind: user.confirmed_at ? "magic_link" : "confirmation",
	});
	return Response.json({});
}

/** POST /recover: a link to choose a new password; the same answer whether or not there is such a user. */
export async function recover(context: AuthContext, call: AuthCall): Promise<Response> {
	const user = await findUserByEmail(context, emailOf(call));
	if (user) await sendToken(context, call, { user, kind: "recovery" });
	return Response.json({});
}

/** POST /resend: the mail of a sign-up or of a change of address once more. */
export async function resend(context: AuthContext, call: AuthCall): Promise<Response> {
	const type = textOf(call, "type");
	const user = await findUserByEmail(context, emailOf(call));
	if (type === "signup") {
		if (user && !user.confirmed_at) await sendToken(context, call, { user, kind: "confirmation" });
	} else if (type === "email_change") {
		if (user?.email_change) {
			await sendEmailChange(context, call, { user, newEmail: user.email_change });
		}
	} else {
		throw new AuthError(
			400,
			"validation_failed",
			"Missing one of these types: signup, email_change",
		);
	}
	return Response.json({});
}
