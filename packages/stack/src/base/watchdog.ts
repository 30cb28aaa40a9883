import { spawn } from "node:child_process";

/** Ends the given processes and removes the given folders if this process dies without doing so itself. */
export type Watchdog = {
	watch(pid: number): void;
	forget(pid: number): void;
	/** Removes this folder as well. */
	remove(folder: string): void;
	/** Everything was ended properly; the watchdog may go. */
	stop(): void;
};

// A shell costs one megabyte where a second Node would cost forty. It lives as long as its input is open, which
// the kernel closes however this process ends, kill -9 included.
const SCRIPT = `
pids= folders=
while IFS= read -r line; do
	value=\${line#* }
	case $line in
		watch\\ *) pids="$pids $value " ;;
		forget\\ *) pids=$(printf %s "$pids" | sed "s/ $value / /") ;;
		remove\\ *) folders="$folders
$value" ;;
		done) exit 0 ;;
	esac
done
for pid in $pids; do kill -INT "$pid" 2>/dev/null; done
for attempt in 1 2 3 4 5 6 7 8 9 10; do
	alive=
	for pid in $pids; do kill -0 "$pid" 2>/dev/null && alive=yes; done
	[ -z "$alive" ] && break
	sleep 0.3
done
for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
printf '%s\\n' "$folders" | while IFS= read -r folder; do
	[ -n "$folder" ] && rm -rf "$folder"
done
`;

/** Starts the watchdog of this process. */
export function startWatchdog(): Watchdog {
	const shell = spawn("sh", ["-c", SCRIPT], {
		stdio: ["pipe", "ignore", "ignore"],
		detached: true,
	});
	shell.unref();
	const input = shell.stdin;
	// The pipe must not keep this process alive, nor a dead watchdog end it.
	input.on("error", () => {});
	(input as unknown as { unref?: () => void }).unref?.();
	const say = (line: string) => {
		if (!input.destroyed) input.write(`${line}\n`);
	};

	return {
		watch: (pid) => say(`watch ${pid}`),
		forget: (pid) => say(`forget ${pid}`),
		remove: (folder) => say(`remove ${folder}`),
		stop() {
			if (!input.destroyed) input.end("done\n");
		},
	};
}
