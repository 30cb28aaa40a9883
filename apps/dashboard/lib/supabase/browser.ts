import { createBrowserClient } from "@supabase/ssr";
import type { Config } from "../config.ts";
import type { DashboardClient } from "./client.ts";

/** The browser's client; the same one for every caller on a page. */
export function browserClient({ supabaseUrl, publishableKey }: Config): DashboardClient {
	return createBrowserClient(supabaseUrl, publishableKey, {
		// Links from emails are answered by /auth/callback alone; a page must not consume their tokens by itself.
		auth: { detectSessionInUrl: false },
	});
}
