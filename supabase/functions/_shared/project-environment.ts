/** Reads one variable of the function's environment. */
export type ReadVariable = (name: string) => string | undefined;

/** What every function needs to know of its project; Supabase sets all of it by itself. */
export type ProjectEnvironment = {
	url: string;
	publishableKey: string;
	secretKey: string;
	/** Whether the function runs on Supabase's own platform. */
	isHosted: boolean;
};

/** The environment is not fit to serve requests; the message says what is wrong, what it means and what to do. */
export class EnvironmentError extends Error {
	override readonly name = "EnvironmentError";
}

/** Reads and checks what the platform sets. */
export function readProjectEnvironment(read: ReadVariable): ProjectEnvironment {
	return {
		url: readUrl(read),
		publishableKey: readKey(read, { keys: "SUPABASE_PUBLISHABLE_KEYS", old: "SUPABASE_ANON_KEY" }),
		secretKey: readKey(read, { keys: "SUPABASE_SECRET_KEYS", old: "SUPABASE_SERVICE_ROLE_KEY" }),
		isHosted: Boolean(read("SB_REGION")),
	};
}

function readUrl(read: ReadVariable): string {
	const url = read("SUPABASE_URL");
	if (!url || !/^https?:\/\//.test(url)) {
		throw new EnvironmentError(
			`SUPABASE_URL is ${url ? "not a URL" : "missing"}, so the database can't be reached. The platform sets it; where you run functions yourself, give the project's URL, such as http://127.0.0.1:54321.`,
		);
	}
	return url.replace(/\/+$/, "");
}

/** The entry `default` of the new keys, a JSON object, or the single key of projects that have the old ones. */
function readKey(read: ReadVariable, { keys, old }: { keys: string; old: string }): string {
	const key = defaultOf(read(keys), keys) ?? read(old);
	if (key) return key;
	throw new EnvironmentError(
		`${keys} has no entry "default" and ${old} is missing, so the database can't be called. The platform sets them; where you run functions yourself, set ${keys} to {"default":"<key>"}.`,
	);
}

function defaultOf(json: string | undefined, name: string): string | undefined {
	if (!json) return undefined;
	try {
		const key = Object(JSON.parse(json)).default;
		return typeof key === "string" && key !== "" ? key : undefined;
	} catch {
		throw new EnvironmentError(
			`${name} is not JSON, so the project's keys are unknown. Set it to {"default":"<key>"}.`,
		);
	}
}
