import type { SessionState } from "@cossistant/core";
import type { ErrorCode } from "@cossistant/protocol";

/** Set up wrongly: something only the site's developer can put right. */
export type ConfigurationError = {
	code: "public_key_missing" | "api_url_missing" | ConfigurationErrorCode;
	message: string;
};

type ConfigurationErrorCode = Extract<
	ErrorCode,
	"public_key_invalid" | "origin_not_allowed" | "website_inactive"
>;

const CODES: readonly string[] = [
	"public_key_invalid",
	"origin_not_allowed",
	"website_inactive",
] satisfies ConfigurationErrorCode[];

const NO_KEY: ConfigurationError = {
	code: "public_key_missing",
	message: "Set NEXT_PUBLIC_COSSISTANT_API_KEY, or give SupportProvider a publicKey.",
};

const NO_URL: ConfigurationError = {
	code: "api_url_missing",
	message: "Set NEXT_PUBLIC_SUPABASE_URL, or give SupportProvider an apiUrl.",
};

/** What the provider's own props lack. */
export function missingConfiguration(options: {
	publicKey: string | undefined;
	apiUrl: string | undefined;
}): ConfigurationError | null {
	if (options.publicKey === undefined) return NO_KEY;
	if (options.apiUrl === undefined) return NO_URL;
	return null;
}

/** What the server refused because of how the site is set up; other failures pass by themselves. */
export function refusedConfiguration(session: SessionState): ConfigurationError | null {
	if (session.phase !== "failed" || !CODES.includes(session.error.code)) return null;
	return {
		code: session.error.code as ConfigurationErrorCode,
		message: session.error.message,
	};
}
