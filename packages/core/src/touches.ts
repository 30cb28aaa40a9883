import type { Rpc } from "./rpc.ts";
import type { World } from "./world.ts";

const MINUTE_MS = 60_000;

export type Touches = ReturnType<typeof createTouches>;

/** Reports which page the visitor looks at: each at most once a minute, over reloads too. */
export function createTouches({ world, rpc, prefix }: { world: World; rpc: Rpc; prefix: string }) {
	const { storage, now } = world;
	const key = `${prefix}:touches`;
	const recent = () =>
		(storage.read<[url: string, at: number][]>(key) ?? []).filter(
			([, at]) => now() - at < MINUTE_MS,
		);
	const add = (url: string) => storage.write(key, [...recent(), [url, now()]]);
	return {
		add,
		hasAny: () => recent().length > 0,
		async report(page: { url: string; title: string | null }): Promise<void> {
			if (recent().some(([url]) => url === page.url)) return;
			add(page.url);
			await rpc("touch_visitor", { page });
		},
		clear: () => storage.write(key, null),
	};
}
