import { parseUrl } from "./parse-url.ts";

/** Which Supabase project this dashboard talks to. Both values are public by nature. */
export type Config = { supabaseUrl: string; publishableKey: string };

export type ConfigProblem = { variable: string; sentence: string };

type Environment = Readonly<Record<string, string | undefined>>;

const URL_VARIABLE = "NEXT_PUBLIC_SUPABASE_URL";
const KEY_VARIABLE = "NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY";

/**
 * Reads the configuration at runtime, so that one production build serves any project.
 * The environment comes in as an object: a direct `process.env.NEXT_PUBLIC_…` would be frozen into the build.
 */
export function readConfig(
	environment: Environment,
): { config: Config } | { problems: readonly ConfigProblem[] } {
	const supabaseUrl = environment[URL_VARIABLE]?.trim() ?? "";
	const publishableKey = environment[KEY_VARIABLE]?.trim() ?? "";
	const problems = [urlProblem(supabaseUrl), keyProblem(publishableKey)].filter(
		(problem) => problem !== null,
	);
	if (problems.length > 0) return { problems };
	return { config: { supabaseUrl: supabaseUrl.replace(/\/+$/, ""), publishableKey } };
}

/** Reads the configuration, or throws one error that names every variable to mend. */
export function requireConfig(environment: Environment = process.env): Config {
	const read = readConfig(environment);
	if ("config" in read) return read.config;
	const lines = read.problems.map(({ variable, sentence }) => `${variable}: ${sentence}`);
	throw new Error(`The dashboard is not configured.\n${lines.join("\n")}`);
}

function urlProblem(value: string): ConfigProblem | null {
	if (value === "") return problem(URL_VARIABLE, "Set it to your project's URL.");
	const isWeb = /^https?:$/.test(parseUrl(value)?.protocol ?? "");
	return isWeb
		? null
		: problem(URL_VARIABLE, "It must be a URL such as https://<ref>.supabase.co.");
}

function keyProblem(value: string): ConfigProblem | null {
	if (value === "") return problem(KEY_VARIABLE, "Set it to your project's publishable key.");
	if (isSecret(value)) {
		return problem(
			KEY_VARIABLE,
			"This is a secret key. It must never reach a browser: use the publishable one.",
		);
	}
	return null;
}

/** A secret key is named so, and a legacy one carries its role in the token. */
function isSecret(key: string): boolean {
	if (key.startsWith("sb_secret_")) return true;
	const payload = key.split(".")[1];
	if (payload === undefined) return false;
	try {
		return atob(payload.replaceAll("-", "+").replaceAll("_", "/")).includes('"service_role"');
	} catch {
		return false;
	}
}

function problem(variable: string, sentence: string): ConfigProblem {
	return { variable, sentence };
}
