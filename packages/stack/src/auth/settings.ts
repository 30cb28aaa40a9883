import type { ProjectConfig } from "../base/project-config.ts";

export type AuthSettings = {
	/** The gateway's URL: where links in mails lead. */
	externalUrl: string;
	siteUrl: string;
	redirectUrls: readonly string[];
	jwtSecret: string;
	jwtSeconds: number;
	reuseSeconds: number;
	rotates: boolean;
	signUpEnabled: boolean;
	emailEnabled: boolean;
	confirmsEmail: boolean;
	confirmsChangeTwice: boolean;
	minimumPasswordLength: number;
	otpLength: number;
	otpSeconds: number;
	/** How many mails an hour, where config.toml says so; otherwise as many as are asked for. */
	mailsPerHour: number;
	/** Subject and file of a mail of this kind, where config.toml replaces the default. */
	template(kind: string): { subject: string; file: string };
};

/** What config.toml says about Auth. */
export function readAuthSettings(
	config: ProjectConfig,
	{ externalUrl, jwtSecret }: { externalUrl: string; jwtSecret: string },
): AuthSettings {
	return {
		externalUrl,
		jwtSecret,
		siteUrl: config.text("auth", "site_url", "http://127.0.0.1:3000"),
		redirectUrls: config.list("auth", "additional_redirect_urls", []),
		jwtSeconds: config.number("auth", "jwt_expiry", 3600),
		reuseSeconds: config.number("auth", "refresh_token_reuse_interval", 10),
		rotates: config.flag("auth", "enable_refresh_token_rotation", true),
		signUpEnabled: config.flag("auth", "enable_signup", true),
		emailEnabled: config.flag("auth.email", "enabled", true),
		confirmsEmail: config.flag("auth.email", "enable_confirmations", false),
		confirmsChangeTwice: config.flag("auth.email", "double_confirm_changes", true),
		minimumPasswordLength: config.number("auth", "minimum_password_length", 6),
		otpLength: config.number("auth.email", "otp_length", 6),
		otpSeconds: config.number("auth.email", "otp_expiry", 3600),
		mailsPerHour: config.number("auth.rate_limit", "email_sent", Number.POSITIVE_INFINITY),
		template: (kind) => ({
			subject: config.text(`auth.email.template.${kind}`, "subject", ""),
			file: config.text(`auth.email.template.${kind}`, "content_path", ""),
		}),
	};
}
