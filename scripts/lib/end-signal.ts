/**
 * Resolves when this process is told to end: Ctrl-C, a signal, or the death of `run.mjs`, which holds the
 * other end of the channel. The second Ctrl-C does not wait any more.
 */
export function endSignal(): Promise<void> {
	return new Promise((resolve) => {
		for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
			let times = 0;
			process.on(signal, () => {
				times += 1;
				if (times > 1) process.exit(130);
				resolve();
			});
		}
		process.once("disconnect", resolve);
		process.channel?.unref();
	});
}
