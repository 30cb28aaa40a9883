import type { Broadcast, Frame } from "./wire/broadcast.ts";
import type { Vsn } from "./wire/message.ts";

/** Who listens to a topic. */
export type Listener = {
	vsn: Vsn;
	/** Whether this listener may have it: reading is permitted by extension, and replayed rows come once. */
	wants(broadcast: Broadcast): boolean;
	deliver(frame: Frame): void;
	/** Told when more is sent than the project may. */
	overrun(): void;
};

export type TopicKey = string;

/** Every topic that somebody listens to. */
export type Topics = {
	join(key: TopicKey, listener: Listener): void;
	leave(key: TopicKey, listener: Listener): void;
	/** Hands the broadcast to all listeners but one, and says who got it. */
	count(): number;
	publish(key: TopicKey, broadcast: Broadcast, except?: Listener): Listener[];
};

/** The public and the private channel of one name are two topics. */
export function topicKey(subtopic: string, isPrivate: boolean): TopicKey {
	return `${isPrivate ? "private" : "public"}:${subtopic}`;
}

/** The map from topics to their listeners. */
export function createTopics(): Topics {
	const topics = new Map<TopicKey, Set<Listener>>();
	return {
		join(key, listener) {
			const listeners = topics.get(key);
			if (listeners) listeners.add(listener);
			else topics.set(key, new Set([listener]));
		},
		leave(key, listener) {
			const listeners = topics.get(key);
			listeners?.delete(listener);
			if (listeners?.size === 0) topics.delete(key);
		},
		count: () => topics.size,
		publish(key, broadcast, except) {
			const reached: Listener[] = [];
			for (const listener of topics.get(key) ?? []) {
				if (listener === except || !listener.wants(broadcast)) continue;
				const frame = broadcast.frame(listener.vsn);
				if (frame === undefined) continue;
				listener.deliver(frame);
				reached.push(listener);
			}
			return reached;
		},
	};
}
