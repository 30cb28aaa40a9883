import type { CossistantClientOptions } from "./client-types.ts";
import { unavailable } from "./errors.ts";
import { createRetry } from "./retry.ts";
import type { Live, Shell } from "./shell.ts";

export type LiveLoader = ReturnType<typeof createLiveLoader>;

/** Loads the live part when it is first needed, and tries again when that fails: a page may outlive its network. */
export function createLiveLoader({
	shell,
	load = () => import("./live/index.ts"),
	onLoaded,
}: {
	shell: Shell;
	load: CossistantClientOptions["loadLive"];
	onLoaded: (live: Live) => void;
}) {
	const { world } = shell;
	let live: Live | null = null;
	let isLoading = false;
	let waiting: { resolve: (live: Live) => void; reject: (error: Error) => void }[] = [];
	const retry = createRetry(world, need);

	function need(): void {
		if (live || isLoading) return;
		isLoading = true;
		retry.cancel();
		load().then(
			({ createLive }) => isLoading && arrive(createLive(shell)),
			() => {
				if (!isLoading) return;
				isLoading = false;
				retry.later();
			},
		);
	}

	function arrive(loaded: Live): void {
		isLoading = false;
		retry.reset();
		live = loaded;
		onLoaded(loaded);
		for (const { resolve } of waiting) resolve(loaded);
		waiting = [];
	}

	return {
		/** The live part if it is there. */
		now: () => live,
		need,
		/** Resolves when it is there, however long that takes. */
		get(): Promise<Live> {
			if (live) return Promise.resolve(live);
			need();
			return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
		},
		close() {
			retry.reset();
			isLoading = false;
			live?.close();
			live = null;
			for (const { reject } of waiting) reject(unavailable());
			waiting = [];
		},
	};
}
