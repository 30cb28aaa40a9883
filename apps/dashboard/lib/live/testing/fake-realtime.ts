import type { Realtime, Topic } from "@cossistant/core/parts";

type Listener = Parameters<Realtime["join"]>[1];

/** Realtime without a network: delivers while it is up, loses what a test tells it to lose. */
export function createFakeRealtime() {
	const joined = new Map<string, Set<Listener>>();
	const said: { topic: string; event: string; payload: Record<string, unknown> }[] = [];
	let isUp = true;
	let losesEvents = false;

	function join(name: string, listener: Listener): Topic {
		const listeners = joined.get(name) ?? new Set();
		joined.set(name, listeners.add(listener));
		queueMicrotask(() => (isUp ? listener.onUp() : listener.onDown()));
		return {
			send: (event, payload) => said.push({ topic: name, event, payload }),
			leave: () => listeners.delete(listener),
		};
	}

	function all(): readonly Listener[] {
		return [...joined.values()].flatMap((listeners) => [...listeners]);
	}

	return {
		realtime: { join, wake() {}, close: () => joined.clear() } as Realtime,
		/** What this agent broadcast. */
		said,
		announce(topic: string, event: string, payload: unknown): void {
			if (!isUp || losesEvents) return;
			for (const listener of joined.get(topic) ?? []) {
				listener.onEvent(event, structuredClone(payload));
			}
		},
		isListening: (topic: string) => (joined.get(topic)?.size ?? 0) > 0,
		loseEvents(loses: boolean): void {
			losesEvents = loses;
		},
		setUp(up: boolean): void {
			isUp = up;
			for (const listener of all()) up ? listener.onUp() : listener.onDown();
		},
	};
}
