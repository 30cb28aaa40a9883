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
};

export default config;
