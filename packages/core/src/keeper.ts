import { isTransient, toSupportError } from "./errors.ts";
import type { LiveLoader } from "./live-loader.ts";
import { createRetry } from "./retry.ts";
import type { Shell, WakeReason } from "./shell.ts";
import { hearTabs } from "./tabs.ts";
import type { SessionRecord } from "./token-store.ts";
import type { Touches } from "./touches.ts";
import { once, type Watchers } from "./watchers.ts";
import type { PageEvent } from "./world.ts";

const MINUTE_MS = 60_000;

/** Opens the session, keeps trying while that fails, and listens to the page and to the other tabs. */
export function createKeeper({
	shell,
	loader,
	watchers,
	touches,
}: {
	shell: Shell;
	loader: LiveLoader;
	watchers: Watchers;
	touches: Touches;
}) {
	const { world, session } = shell;
	let starts = 0;
	let run = 0;
	const retry = createRetry(world, keepOpen);
	let deaf: (() => void)[] = [];

	function keepOpen(): void {
		run += 1;
		const mine = run;
		retry.cancel();
		session.open().then(opened, (thrown) => {
			if (starts === 0 || mine !== run) return;
			const error = toSupportError(thrown);
			if (retry.attempt() === 0) shell.report(error);
			if (isTransient(error)) retry.later({ leastSeconds: error.retryAfterSeconds });
		});
	}

	function opened(record: SessionRecord): void {
		retry.reset();
		watchers.consider();
		const page = world.device().page;
		if (!page || record.visitor.isBlocked) return;
		// The call that opened the session has told the page.
		if (world.now() - record.obtainedAt < MINUTE_MS) touches.add(page.url);
		else if (!touches.hasAny()) touches.report(page).catch(() => {});
	}

	function wake(reason: WakeReason): void {
		if (session.state.get().phase !== "ready") keepOpen();
		loader.now()?.wake(reason);
	}

	function begin(): void {
		const on = (event: PageEvent, listener: (event: Event) => void) =>
			deaf.push(world.on(event, listener));
		on("online", () => wake("online"));
		on("offline", () => loader.now()?.announce());
		on("visibilitychange", () => {
			if (world.isVisible()) wake("visible");
		});
		deaf.push(hearTabs({ shell, loader, watchers, keepOpen }));
		keepOpen();
	}

	function end(): void {
		for (const stop of deaf) stop();
		deaf = [];
		retry.cancel();
		loader.close();
	}

	return {
		keepOpen,
		isStarted: () => starts > 0,
		start(): () => void {
			starts += 1;
			if (starts === 1) begin();
			return once(() => {
				starts -= 1;
				if (starts === 0) end();
			});
		},
		end,
	};
}
