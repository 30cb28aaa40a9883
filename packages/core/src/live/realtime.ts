import type { WakeReason } from "../shell.ts";
import { createMembership, type Listener, type Membership, type Topic } from "./membership.ts";
import { createSocket, type SocketDeps } from "./socket.ts";

export type Realtime = ReturnType<typeof createRealtime>;

/** Private topics over one socket, each joined until it is left, whatever happens meanwhile. */
export function createRealtime(deps: SocketDeps) {
	const { world, options } = deps;
	const socket = createSocket(deps);
	const joined = new Map<Topic, Membership>();
	const up = new Set<Listener>();

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
		joined.set(topic, membership);
		return topic;
	}

	return {
		join,
		/** No waiting out a pause. After the network was gone, a socket that looks open may well be dead. */
		wake(reason: WakeReason = "visible") {
			if (reason === "visible" && socket.isAlive()) return;
			socket.close();
			for (const membership of joined.values()) membership.move();
		},
		/** Leaves every topic and closes the socket. */
		close() {
			for (const topic of [...joined.keys()]) topic.leave();
			socket.close();
		},
	};
}
