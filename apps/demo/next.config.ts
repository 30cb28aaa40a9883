import type { NextConfig } from "next";

const config: NextConfig = {
	// The workspace packages are TypeScript source until they are published.
	transpilePackages: [
		"@cossistant/core",
		"@cossistant/next",
		"@cossistant/node",
		"@cossistant/protocol",
		"@cossistant/react",
	],
	devIndicators: false,
};

export default config;
