import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseToml, type TomlTable, type TomlValue } from "./toml.ts";

/** supabase/config.toml, asked by section and key, with a default for what it does not say. */
export type ProjectConfig = {
	text(section: string, key: string, otherwise: string): string;
	number(section: string, key: string, otherwise: number): number;
	flag(section: string, key: string, otherwise: boolean): boolean;
	list(section: string, key: string, otherwise: readonly string[]): string[];
};

/** Reads the project's config.toml; a project without one has the defaults. */
export function readProjectConfig(supabaseDir: string): ProjectConfig {
	const file = join(supabaseDir, "config.toml");
	const tables = existsSync(file)
		? parseToml(readFileSync(file, "utf8"))
		: new Map<string, TomlTable>();
	const find = (section: string, key: string): TomlValue | undefined => tables.get(section)?.[key];

	return {
		text(section, key, otherwise) {
			const value = find(section, key);
			return typeof value === "string" ? value : otherwise;
		},
		number(section, key, otherwise) {
			const value = find(section, key);
			return typeof value === "number" ? value : otherwise;
		},
		flag(section, key, otherwise) {
			const value = find(section, key);
			return typeof value === "boolean" ? value : otherwise;
		},
		list(section, key, otherwise) {
			const value = find(section, key);
			return Array.isArray(value) ? value.map(String) : [...otherwise];
		},
	};
}

/** A size such as "50MiB" in bytes. */
export function parseSize(text: string): number {
	const [, amount, unit = "B"] = /^\s*([\d.]+)\s*([KMG]?i?B)?\s*$/i.exec(text) ?? [];
	if (amount === undefined) throw new Error(`"${text}" is not a size, such as "50MiB".`);
	const base = unit.toLowerCase().includes("i") ? 1024 : 1000;
	const power = ["b", "k", "m", "g"].indexOf(unit[0]?.toLowerCase() as string);
	return Math.floor(Number(amount) * base ** power);
}
