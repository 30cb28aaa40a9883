import type { AuthCall, AuthContext } from "./context.ts";

/** Where to send a person after a link: what the call asked for if the project allows it, else the site. */
export function redirectTarget({ settings }: AuthContext, call: AuthCall): string {
	const asked = call.url.searchParams.get("redirect_to") ?? call.request.headers.get("referer");
	return asked !== null && isAllowed(asked, settings) ? asked : settings.siteUrl;
}

function isAllowed(
	target: string,
	{ siteUrl, redirectUrls }: { siteUrl: string; redirectUrls: readonly string[] },
): boolean {
	const url = parse(target);
	const site = parse(siteUrl);
	if (!url || !["http:", "https:"].includes(url.protocol)) {
		return redirectUrls.some((pattern) => pattern === target);
	}
	if (isLoopback(url.hostname)) return true;
	if (site && url.protocol === site.protocol && url.host === site.host) return true;
	const bare = target.split("#")[0] as string;
	return redirectUrls.some((pattern) => globToRegExp(pattern).test(bare));
}

function isLoopback(hostname: string): boolean {
	return (
		hostname === "localhost" ||
		hostname.endsWith(".localhost") ||
		hostname === "[::1]" ||
		/^127(\.\d+){3}$/.test(hostname)
	);
}

/** `*` stays within a part between dots and slashes, `**` does not. */
function globToRegExp(glob: string): RegExp {
	const source = glob
		.replace(/[.+^${}()|[\]\\]/g, "\\$&")
		.replace(/\*\*|\*|\?/g, (wild) => (wild === "**" ? ".*" : wild === "*" ? "[^./]*" : "[^./]"));
	return new RegExp(`^${source}$`);
}

function parse(text: string): URL | undefined {
	return URL.canParse(text) ? new URL(text) : undefined;
}
