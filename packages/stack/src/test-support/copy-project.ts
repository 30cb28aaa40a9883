import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";
import { FIXTURE_PROJECT } from "./use-stack.ts";

/** A copy of the fixture project that a test file may change; it goes with all its data. */
export function copyProject(): string {
	const project = mkdtempSync("/tmp/stack-project-");
	// The database's user must get through.
	chmodSync(project, 0o755);
	cpSync(join(FIXTURE_PROJECT, "supabase"), join(project, "supabase"), { recursive: true });
	afterAll(() => rmSync(project, { recursive: true, force: true }));
	return project;
}
