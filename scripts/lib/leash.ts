import { type ChildProcess, spawn } from "node:child_process";

/**
 * Ends what is left of the given process groups when this process is gone: a shell waits for the end
 * of its input, which comes however this process ends, `kill -9` included.
 */
const SCRIPT = `
groups=
while read -r pid; do groups="$groups -$pid"; done
[ -n "$groups" ] && kill -TERM -- $groups 2>/dev/null && sleep 3 && kill -KILL -- $groups 2>/dev/null
`;

let leash: ChildProcess | undefined;

/** Makes sure that the process group of `pid` does not outlive this process. */
export function holdOnLeash(pid: number): void {
	leash ??= startLeash();
	leash.stdin?.write(`${pid}\n`);
}

function startLeash(): ChildProcess {
	const shell = spawn("sh", ["-c", SCRIPT], {
		stdio: ["pipe", "ignore", "ignore"],
		detached: true,
	});
	shell.stdin.on("error", () => {});
	shell.unref();
	return shell;
}
