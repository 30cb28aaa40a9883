import type { EmailOtpType } from "@supabase/supabase-js";
import type { DashboardClient } from "../supabase/client.ts";
import { safePath } from "./paths.ts";

const LINK_TYPES = ["signup", "invite", "magiclink", "recovery", "email_change", "email"] as const;

/** What a link from an email brings: a PKCE code, a token hash, or the reason why it brings neither. */
type Link =
	| { kind: "code"; code: string }
	| { kind: "token"; tokenHash: string; type: EmailOtpType }
	| { kind: "refused"; code: string };

/** Reads the link that an email led to. */
export function readLink(query: URLSearchParams): Link {
	const refused = query.get("error_code") ?? query.get("error");
	if (refused !== null) return { kind: "refused", code: refused };
	const code = query.get("code");
	if (code !== null) return { kind: "code", code };
	const tokenHash = query.get("token_hash");
	const type = LINK_TYPES.find((known) => known === query.get("type"));
	if (tokenHash !== null && type !== undefined) return { kind: "token", tokenHash, type };
	return { kind: "refused", code: "link_incomplete" };
}

/** Turns the link into a session; answers where to go, which is the sign-in page with a reason when it fails. */
export async function finishSignIn(
	client: DashboardClient,
	query: URLSearchParams,
): Promise<string> {
	const link = readLink(query);
	const failure = await redeem(client, link);
	if (failure !== null) return `/sign-in?error=${encodeURIComponent(failure)}`;
	const isRecovery = link.kind === "token" && link.type === "recovery";
	return isRecovery ? "/reset-password" : safePath(query.get("next"));
}

async function redeem(client: DashboardClient, link: Link): Promise<string | null> {
	if (link.kind === "refused") return link.code;
	const { error } =
		link.kind === "code"
			? await client.auth.exchangeCodeForSession(link.code)
			: await client.auth.verifyOtp({ token_hash: link.tokenHash, type: link.type });
	return error === null ? null : (error.code ?? "unknown");
}
