import type { Settings } from "./settings.ts";

type Supabase = { url: string; publishableKey: string };

/** The environment of each app, as their owners would write it into a `.env` file. */
export function appEnvironments(settings: Settings, supabase: Supabase) {
	return {
		dashboard: {
			NEXT_PUBLIC_SUPABASE_URL: supabase.url,
			NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: supabase.publishableKey,
			NEXT_PUBLIC_DEMO_URL: `http://127.0.0.1:${settings.demoPort}`,
		},
		demo: {
			NEXT_PUBLIC_SUPABASE_URL: supabase.url,
			NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: supabase.publishableKey,
			NEXT_PUBLIC_COSSISTANT_API_KEY: settings.websiteKey,
			COSSISTANT_IDENTITY_SECRET: settings.identitySecret,
		},
	};
}
