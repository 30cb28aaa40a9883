import { type ChildProcess, spawn } from "node:child_process";

/**
 * Ends what is left of the given process groups when this process is gone: a shell waits for the end
 * of its input, which comes however this process ends, `kill -9` included.
 */
const SCRIPT = `
leaders=
while read -r pid; do leaders="$leaders $pid"; done
for leader in $leaders; do kill -s TERM -- -$leader 2>/dev/null; done
for leader in $leaders; do
	for attempt in 1 2 3 4 5 6 7 8 9 10; do
		kill -s 0 -- -$leader 2>/dev/null || break
		sleep 0.3
	done
	kill -s KILL -- -$leader 2>/dev/null
done
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
