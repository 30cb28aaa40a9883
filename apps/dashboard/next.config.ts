import { resolve } from "node:path";
import type { NextConfig } from "next";

const config: NextConfig = {
	reactStrictMode: true,
	poweredByHeader: false,
	agentRules: false,
	typedRoutes: false,
	// Workspace packages are TypeScript sources.
	transpilePackages: ["@cossistant/protocol", "@cossistant/core"],
	turbopack: { root: resolve(import.meta.dirname, "../..") },
	devIndicators: false,
	headers: async () => [
		{
			source: "/:path*",
			headers: [
				{ key: "X-Content-Type-Options", value: "nosniff" },
				// Links in messages lead anywhere; where they were read is nobody's business.
				{ key: "Referrer-Policy", value: "same-origin" },
			],
		},
	],
};

export default config;
