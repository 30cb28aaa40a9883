import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { root } from "../bootstrap/paths.mjs";
import { Problem } from "../bootstrap/problem.mjs";
import { seeded } from "./seeded.ts";

/** Where the data lives: the local stack, or a project of one's own. */
export type Backend =
	| { kind: "stack"; port: number }
	| { kind: "project"; url: string; publishableKey: string };

export type Settings = {
	backend: Backend;
	dashboardPort: number;
	demoPort: number;
	/** The website the demo belongs to. */
	websiteKey: string;
	identitySecret: string;
};

type Variables = Record<string, string | undefined>;

/** Everything the environment and `.env` say, checked; the environment wins. */
export function readSettings(): Settings {
	const file = join(root, ".env");
	const fromFile = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
	return settingsFrom({ ...fromFile, ...process.env });
}

/** The settings that variables amount to, or a problem that names the wrong one. */
export function settingsFrom(variables: Variables): Settings {
	const value = (name: string) => variables[name]?.trim() || undefined;
	const backend = backendFrom(value);
	const isOwnProject = backend.kind === "project";
	return {
		backend,
		dashboardPort: portFrom("DASHBOARD_PORT", value, 3000),
		demoPort: portFrom("DEMO_PORT", value, 3001),
		websiteKey:
			required("NEXT_PUBLIC_COSSISTANT_API_KEY", value, isOwnProject) ?? seeded.websiteKey,
		identitySecret:
			required("COSSISTANT_IDENTITY_SECRET", value, isOwnProject) ?? seeded.identitySecret,
	};
}

type Value = (name: string) => string | undefined;

function backendFrom(value: Value): Backend {
	const url = value("SUPABASE_URL");
	if (url === undefined) return { kind: "stack", port: portFrom("SUPABASE_PORT", value, 54321) };
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
		throw wrong("SUPABASE_URL", url, "the project's URL, as https://abcdefgh.supabase.co");
	}
	const publishableKey = required("SUPABASE_PUBLISHABLE_KEY", value, true) ?? "";
	if (publishableKey.startsWith("sb_secret_")) {
		throw wrong(
			"SUPABASE_PUBLISHABLE_KEY",
			"a secret key",
			"the publishable key: it goes to browsers",
		);
	}
	return { kind: "project", url: url.replace(/\/$/, ""), publishableKey };
}

function portFrom(name: string, value: Value, usual: number): number {
	const text = value(name);
	if (text === undefined) return usual;
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw wrong(name, text, `a port between 1 and 65535, as ${usual}`);
}

function required(name: string, value: Value, isNeeded: boolean): string | undefined {
	const text = value(name);
	if (text !== undefined || !isNeeded) return text;
	throw new Problem(
		`SUPABASE_URL points at a project of your own, but ${name} is not set.`,
		"Set it in the environment or in .env; .env.example says where to find it.",
	);
}

function wrong(name: string, found: string, expected: string): Problem {
	return new Problem(`${name} is ${found}.`, `It must be ${expected}.`);
}
