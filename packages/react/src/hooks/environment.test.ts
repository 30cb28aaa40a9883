import { build } from "esbuild";
import { describe, expect, it } from "vitest";

/** What a browser reads after a bundler has put these expressions in place; there is no `process` in it. */
async function inBrowser(define: Record<string, string>) {
	const result = await build({
		entryPoints: [new URL("./environment.ts", import.meta.url).pathname],
		bundle: true,
		write: false,
		format: "esm",
		platform: "neutral",
		define,
	});
	const code = `const process = undefined;\n${result.outputFiles[0]?.text}`;
	const module = await import(`data:text/javascript,${encodeURIComponent(code)}`);
	return {
		publicKey: module.publicKeyOfEnvironment(),
		apiUrl: module.apiUrlOfEnvironment(),
	};
}

describe("the environment", () => {
	it("is empty where no bundler put anything in place", async () => {
		expect(await inBrowser({})).toEqual({
			publicKey: undefined,
			apiUrl: undefined,
		});
	});

	it.each([
		"process.env.NEXT_PUBLIC_COSSISTANT_API_KEY",
		"process.env.COSSISTANT_API_KEY",
		"process.env.VITE_COSSISTANT_API_KEY",
	])("names the public key: %s", async (name) => {
		expect(await inBrowser({ [name]: '"pk_1"' })).toMatchObject({ publicKey: "pk_1" });
	});

	it.each([
		"process.env.NEXT_PUBLIC_COSSISTANT_API_URL",
		"process.env.NEXT_PUBLIC_SUPABASE_URL",
		"process.env.VITE_SUPABASE_URL",
	])("names the URL: %s", async (name) => {
		expect(await inBrowser({ [name]: '"https://x.test"' })).toMatchObject({
			apiUrl: "https://x.test",
		});
	});

	it("prefers the first name, and skips an empty one", async () => {
		const names = {
			"process.env.NEXT_PUBLIC_COSSISTANT_API_KEY": '""',
			"process.env.COSSISTANT_API_KEY": '"pk_2"',
			"process.env.VITE_COSSISTANT_API_KEY": '"pk_3"',
		};
		expect(await inBrowser(names)).toMatchObject({ publicKey: "pk_2" });
	});

	it("reads what Vite puts into import.meta", async () => {
		const define = {
			"import.meta.env": '{"VITE_COSSISTANT_API_KEY":"pk_4","VITE_SUPABASE_URL":"u"}',
		};

		expect(await inBrowser(define)).toMatchObject({ publicKey: "pk_4", apiUrl: "u" });
	});
});
