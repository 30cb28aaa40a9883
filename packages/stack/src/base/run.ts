import { type Child, type ChildOptions, startChild } from "./child.ts";
import { StackError } from "./stack-error.ts";

/** Runs a command to its end and answers with what it wrote; throws with its last lines when it fails. */
export async function run(options: ChildOptions): Promise<string> {
	const child: Child = await startChild(options);
	const { code, signal } = await child.exited;
	if (code === 0) return child.tail();
	throw new StackError(
		"command_failed",
		`${options.name} failed (${signal ?? `exit code ${code}`}):\n${child.tail()}`,
	);
}
