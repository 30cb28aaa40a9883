import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The Deno binary that npm brought. */
export function denoBinary(): string {
	const require = createRequire(import.meta.url);
	const require_ = createRequire(require.resolve("deno/package.json"));
	const suffix = process.platform === "linux" ? "-glibc" : "";
	const package_ = `@deno/${process.platform}-${process.arch}${suffix}/package.json`;
	return join(dirname(require_.resolve(package_)), "deno");
}

/** What Deno needs to reach the same package registry as npm does on this machine. */
export function denoEnvironment(cacheDir: string): Record<string, string | undefined> {
	const { env } = process;
	return {
		DENO_DIR: cacheDir,
		DENO_NO_UPDATE_CHECK: "1",
		DENO_NO_PROMPT: "1",
		NO_COLOR: "1",
		HOME: env.HOME,
		PATH: env.PATH,
		NPM_CONFIG_REGISTRY: env.NPM_CONFIG_REGISTRY ?? env.npm_config_registry,
		HTTPS_PROXY: env.HTTPS_PROXY,
		HTTP_PROXY: env.HTTP_PROXY,
		NO_PROXY: env.NO_PROXY,
		DENO_CERT: env.DENO_CERT ?? env.NODE_EXTRA_CA_CERTS,
		DENO_TLS_CA_STORE: env.DENO_TLS_CA_STORE ?? "mozilla,system",
	};
}
