const SAME_PRESS_MS = 1_000;

/**
 * Resolves when this process is told to end: Ctrl-C, a signal, or the death of `run.mjs`, which holds the
 * other end of the channel. A second Ctrl-C does not wait any more; but one press may arrive several
 * times, from the terminal and from npm.
 */
export function endSignal(): Promise<void> {
	return new Promise((resolve) => {
		let first: number | undefined;
		const end = () => {
			first ??= Date.now();
			if (Date.now() - first > SAME_PRESS_MS) process.exit(130);
			resolve();
		};
		for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
		process.once("disconnect", resolve);
		process.channel?.unref();
	});
}
