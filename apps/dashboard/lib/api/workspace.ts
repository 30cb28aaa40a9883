import { redirect } from "next/navigation";
import { cache } from "react";
import { signInPath } from "../auth/paths.ts";
import { serverClient } from "../supabase/server.ts";
import type { Organization, Website } from "./functions.ts";

/** Somebody of the team, as colleagues see them. */
export type Colleague = { id: string; name: string; image: string | null };

/** Who is signed in, and everything their pages share. */
export type Workspace = {
	me: Colleague & { email: string };
	organizations: readonly Organization[];
	websites: readonly Website[];
	colleagues: readonly Colleague[];
};

const WEBSITE =
	"id, organizationId:organization_id, name, domain, publicKey:public_key, allowedOrigins:allowed_origins";

/** Reads the workspace of whoever sent the request, once per request; strangers are sent to sign in. */
export const loadWorkspace = cache(async (): Promise<Workspace> => {
	const client = await serverClient();
	const { data, error } = await client.auth.getClaims();
	if (error?.name === "AuthRetryableFetchError") throw new Error("Supabase Auth can't be reached.");
	if (!data) redirect(signInPath("/"));
	const [organizations, websites, colleagues] = await Promise.all([
		rows<Organization>(client.from("organizations").select("id, name, slug").order("created_at")),
		rows<Website>(client.from("websites").select(WEBSITE).order("created_at")),
		rows<Colleague>(client.from("profiles").select("id:user_id, name, image").order("name")),
	]);
	const { sub: id, email, user_metadata: metadata } = data.claims;
	const known = colleagues.find((colleague) => colleague.id === id);
	const me = known ?? { id, name: String(metadata?.name ?? email ?? "You"), image: null };
	return { me: { ...me, email: email ?? "" }, organizations, websites, colleagues };
});

/** One website of the workspace, or null: what you may not see does not exist. */
export function findWebsite({ websites }: Workspace, websiteId: string): Website | null {
	return websites.find((website) => website.id === websiteId) ?? null;
}

type Query = PromiseLike<{ data: unknown; error: { message: string } | null }>;

async function rows<Row>(query: Query): Promise<readonly Row[]> {
	const { data, error } = await query;
	if (error !== null) throw new Error(`The workspace can't be read: ${error.message}`);
	return data as readonly Row[];
}
