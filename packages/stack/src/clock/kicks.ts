const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

export type Kicks = {
	/** Asks for a call. During a call it asks for one more, however often it is said. */
	kick(): void;
	stop(): Promise<void>;
};

/** Calls one at a time; after a failure it waits, each time longer, and tries again by itself. */
export function createKicks({
	call,
	report,
}: {
	call(signal: AbortSignal): Promise<void>;
	report(error: unknown): void;
}): Kicks {
	const ending = new AbortController();
	let isWanted = false;
	let running: Promise<void> | undefined;
	let failures = 0;

	async function run(): Promise<void> {
		while (isWanted && !ending.signal.aborted) {
			isWanted = false;
			try {
				await call(ending.signal);
				failures = 0;
			} catch (error) {
				if (ending.signal.aborted) return;
				report(error);
				isWanted = true;
				await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures++), ending.signal);
			}
		}
	}

	function kick(): void {
		isWanted = true;
		running ??= run().finally(() => {
			running = undefined;
			// A kick may have come between the last look and the end.
			if (isWanted && !ending.signal.aborted) kick();
		});
	}

	return {
		kick,
		async stop() {
			ending.abort();
			await running;
		},
	};
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) return resolve();
		const done = () => {
			clearTimeout(timer);
			signal.removeEventListener("abort", done);
			resolve();
		};
		const timer = setTimeout(done, ms);
		signal.addEventListener("abort", done);
	});
}
