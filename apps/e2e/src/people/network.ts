import type { BrowserContext, Route } from "@playwright/test";
import { theWorld } from "../setup/world.ts";

/** Takes a browser's way to Supabase, sockets included, and gives it back; the site's own pages still load. */
export async function cutSupabase(context: BrowserContext): Promise<() => Promise<void>> {
	const isSupabase = (url: URL) => url.origin === new URL(theWorld().supabaseUrl).origin;
	const refuse = (route: Route) => route.abort("internetdisconnected");
	await context.route(isSupabase, refuse);
	return () => context.unroute(isSupabase, refuse);
}
