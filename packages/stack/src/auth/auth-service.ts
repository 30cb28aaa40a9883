import postgres from "postgres";
import type { Service } from "../gateway/service.ts";
import type { Mailbox } from "../mail/mailbox.ts";
import type { TokenVerifier } from "../rest/token.ts";
import { AuthError, authErrorResponse, notInLocalStack } from "./auth-error.ts";
import type { AuthCall, AuthContext } from "./context.ts";
import { createMailLimit } from "./mail-limit.ts";
import { admin, invite } from "./routes/admin.ts";
import { oneTimePassword, recover, resend } from "./routes/mail-links.ts";
import { signUp } from "./routes/sign-up.ts";
import { token } from "./routes/token.ts";
import { getUser, logout, updateUser } from "./routes/user.ts";
import { verifyByLink, verifyByPost } from "./routes/verify.ts";
import type { AuthSettings } from "./settings.ts";

export type AuthOptions = {
	databaseUrl: string;
	settings: AuthSettings;
	verify: TokenVerifier;
	mailbox: Mailbox;
	supabaseDir: string;
};

type Route = (context: AuthContext, call: AuthCall) => Promise<Response> | Response;

const ROUTES: Record<string, Route> = {
	"POST /signup": signUp,
	"POST /token": token,
	"POST /otp": oneTimePassword,
	"POST /magiclink": oneTimePassword,
	"POST /recover": recover,
	"POST /resend": resend,
	"POST /verify": verifyByPost,
	"GET /verify": verifyByLink,
	"GET /user": getUser,
	"PUT /user": updateUser,
	"POST /logout": logout,
	"POST /invite": invite,
	"GET /settings": settingsJson,
	"GET /health": () => Response.json({ name: "GoTrue", version: "local", description: "local" }),
	// The signing key is symmetric, so there is nothing public to show; clients then ask Auth itself.
	"GET /.well-known/jwks.json": () => Response.json({ keys: [] }),
};

/** Starts Auth: the part of GoTrue that a dashboard with e-mail sign-in uses. */
export function startAuth(options: AuthOptions): Service {
	const sql = postgres(options.databaseUrl, {
		max: 5,
		onnotice: () => {},
		connection: { application_name: "auth" },
	});
	const { settings, mailbox, supabaseDir } = options;
	const context: AuthContext = {
		sql,
		settings,
		mailbox,
		mailLimit: createMailLimit(settings.mailsPerHour),
		supabaseDir,
	};

	return {
		name: "auth",
		async fetch(request) {
			try {
				const call = await readCall(request, options.verify);
				return await routeOf(call)(context, call);
			} catch (error) {
				if (error instanceof AuthError) return authErrorResponse(error, request);
				throw error;
			}
		},
		stop: () => sql.end({ timeout: 1 }),
	};
}

function routeOf({ request, url }: AuthCall): Route {
	const path = url.pathname.replace(/^\/auth\/v1/, "");
	const route = path.startsWith("/admin/") ? admin : ROUTES[`${request.method} ${path}`];
	if (!route) throw notInLocalStack(`${request.method} ${path}`);
	return route;
}

async function readCall(request: Request, verify: TokenVerifier): Promise<AuthCall> {
	const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
	const verified = bearer === undefined ? { claims: {} } : await verify(bearer);
	return {
		request,
		url: new URL(request.url),
		body: await readBody(request),
		...("problem" in verified ? { claims: {}, tokenProblem: verified.problem } : verified),
	};
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
	const text = await request.text();
	if (text === "") return {};
	try {
		const body: unknown = JSON.parse(text);
		if (typeof body === "object" && body !== null) return body as Record<string, unknown>;
	} catch {
		// Answered below, like JSON that is not an object.
	}
	throw new AuthError(400, "bad_json", "Could not parse request body as JSON");
}

function settingsJson({ settings }: AuthContext): Response {
	return Response.json({
		external: { email: settings.emailEnabled, phone: false, anonymous_users: false },
		disable_signup: !settings.signUpEnabled,
		mailer_autoconfirm: !settings.confirmsEmail,
		phone_autoconfirm: false,
		sms_provider: "",
		saml_enabled: false,
	});
}
