import type { ReadVariable } from "../_shared/project-environment.ts";

/** Reads a variable that the owner of the project has to set; its absence is a sentence that says so. */
export function requireVariable(read: ReadVariable, name: string, what: string): string {
	const value = read(name);
	if (value) return value;
	throw new Error(
		`${name} is not set, so mails can't be sent. Set it to ${what}: supabase secrets set ${name}=…`,
	);
}
