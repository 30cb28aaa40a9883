import type { LiveLoader } from "./live-loader.ts";
import type { Shell } from "./shell.ts";
import type { Watchers } from "./watchers.ts";
import type { Timer } from "./world.ts";

/** How long a message that another tab wrote is left to that tab. */
const ADOPTION_MS = 10_000;

/** Follows what other tabs of this site store: another visitor or none, a renewed session, messages to send. */
export function hearTabs({
	shell: { world, session, entries },
	loader,
	watchers,
	keepOpen,
}: {
	shell: Shell;
	loader: LiveLoader;
	watchers: Watchers;
	keepOpen: () => void;
}): () => void {
	let adoption: Timer | null = null;

	const stop = world.on("storage", (event) => {
		const { key } = event as StorageEvent;
		const isAbout = (one: string) => key === null || key === one;
		if (isAbout(session.key) && session.follow()) {
			loader.now()?.clearOutbox();
			keepOpen();
		}
		if (!isAbout(entries.key)) return;
		loader.now()?.outboxChanged();
		world.cancel(adoption);
		adoption = world.after(ADOPTION_MS, () => {
			watchers.consider();
			loader.now()?.flush();
		});
	});

	return () => {
		stop();
		world.cancel(adoption);
	};
}
