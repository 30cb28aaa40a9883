import { createMembership, type Listener, type Topic } from "./membership.ts";
import { createSocket, type SocketDeps } from "./socket.ts";

export type Realtime = ReturnType<typeof createRealtime>;

/** Private topics over one socket, each joined until it is left, whatever happens meanwhile. */
export function createRealtime(deps: SocketDeps) {
	const { world, options } = deps;
	const socket = createSocket(deps);
	const joined = new Set<Topic>();
	const up = new Set<Listener>();
	const leaving = new Map<string, Promise<unknown>>();

	/** Connected is: at least one topic is heard. */
	function setUp(listener: Listener, isUp: boolean): void {
		const was = up.size > 0;
		if (isUp) up.add(listener);
		else up.delete(listener);
		if (!was && isUp) options.onConnect?.();
		if (was && up.size === 0) options.onDisconnect?.();
	}

	function join(name: string, listener: Listener): Topic {
		const membership = createMembership({
			world,
			socket,
			name,
			leaving,
			listener: {
				onEvent: listener.onEvent,
				onUp() {
					setUp(listener, true);
					listener.onUp();
				},
				onDown() {
					setUp(listener, false);
					listener.onDown();
				},
			},
		});
		const topic: Topic = {
			send: membership.send,
			leave() {
				joined.delete(topic);
				membership.leave();
				setUp(listener, false);
			},
		};
		joined.add(topic);
		return topic;
	}

	return {
		join,
		wake: socket.wake,
		/** Leaves every topic and closes the socket. */
		close() {
			for (const topic of joined) topic.leave();
			socket.close();
		},
	};
}
