import { createServerClient } from "@supabase/ssr";
import { cookies } from "next/headers";
import { requireConfig } from "../config.ts";
import type { DashboardClient } from "./client.ts";

/** The client of one server render, acting as whoever sent the request. */
export async function serverClient(): Promise<DashboardClient> {
	// Before the configuration is read: it marks the page as one of this request, which a build must not try to make.
	const store = await cookies();
	const { supabaseUrl, publishableKey } = requireConfig();
	return createServerClient(supabaseUrl, publishableKey, {
		cookies: {
			getAll: () => store.getAll(),
			setAll(changes) {
				try {
					for (const { name, value, options } of changes) store.set(name, value, options);
				} catch {
					// Components may not set cookies; the proxy has refreshed the session before they render.
				}
			},
		},
	});
}
