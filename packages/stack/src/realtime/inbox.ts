type Task = () => void | Promise<void>;

/** Runs tasks one after another: at once where nothing is under way, else in the order they came. */
export type Inbox = { run(task: Task): void };

/** One at a time, like the process that stands behind a socket or a channel on the platform. */
export function createInbox(onError: (error: unknown) => void): Inbox {
	const waiting: Task[] = [];
	let busy = false;

	function start(task: Task): void {
		try {
			const running = task();
			if (running) {
				busy = true;
				running.catch(onError).finally(next);
			}
		} catch (error) {
			onError(error);
		}
	}

	function next(): void {
		busy = false;
		while (!busy) {
			const task = waiting.shift();
			if (!task) return;
			start(task);
		}
	}

	return {
		run(task) {
			if (busy) waiting.push(task);
			else start(task);
		},
	};
}
