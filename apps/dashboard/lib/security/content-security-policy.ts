/** What a page of this app may load and call. Scripts run only with this answer's nonce. */
export function contentSecurityPolicy(options: {
	nonce: string;
	supabaseUrl: string;
	isDevelopment: boolean;
}): string {
	const { origin } = new URL(options.supabaseUrl);
	const socket = origin.replace(/^http/, "ws");
	const evaluate = options.isDevelopment ? " 'unsafe-eval'" : "";
	const style = options.isDevelopment ? "'unsafe-inline'" : `'nonce-${options.nonce}'`;
	return [
		"default-src 'self'",
		`script-src 'self' 'nonce-${options.nonce}' 'strict-dynamic'${evaluate}`,
		`style-src 'self' ${style}`,
		// Rows of a windowed list are placed by style attributes, also in the server's markup.
		"style-src-attr 'unsafe-inline'",
		// Pictures of contacts come from the sites that name them.
		`img-src 'self' data: blob: https: ${origin}`,
		"font-src 'self'",
		`connect-src 'self' ${origin} ${socket}`,
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
	].join("; ");
}
