import type { RealtimeChannel, RealtimeClient } from "@supabase/realtime-js";
import { backoff } from "../backoff.ts";
import type { Timer, World } from "../world.ts";
import type { Socket } from "./socket.ts";

export type Listener = {
	onEvent(event: string, payload: unknown): void;
	/** The topic is heard, from the start or again. */
	onUp(): void;
	onDown(): void;
};

/** A topic listened to. */
export type Topic = {
	/** Says something to the topic's other listeners; lost unless the topic is up. */
	send(event: string, payload: Record<string, unknown>): void;
	leave(): void;
};

/**
 * Stays in one private topic until it is left. The socket comes back by itself and brings its topics along; one
 * that the server has closed or refused does not, so it is joined anew, with a fresh token and growing pauses.
 */
export function createMembership({
	world,
	socket,
	name,
	listener,
	leaving,
}: {
	world: World;
	socket: Socket;
	name: string;
	listener: Listener;
	/** Topics on their way out: joining one again before the server has answered would join nothing. */
	leaving: Map<string, Promise<unknown>>;
}): Topic {
	let channel: RealtimeChannel | null = null;
	let isUp = false;
	let isLeft = false;
	let attempt = 0;
	let timer: Timer | null = null;

	async function connect(): Promise<void> {
		try {
			const client = await socket.ready();
			await leaving.get(name);
			if (!isLeft) subscribe(client);
		} catch {
			again();
		}
	}

	function subscribe(client: RealtimeClient): void {
		const mine = client.channel(name, { config: { private: true } });
		channel = mine;
		mine.on("broadcast", { event: "*" }, ({ event, payload }) => {
			if (!isLeft) listener.onEvent(event, payload);
		});
		mine.on("system", {}, ({ status, message }) => {
			if (status === "error") socket.doubtToken(message);
		});
		mine.subscribe((status, error) => {
			if (channel !== mine) return;
			if (status === "SUBSCRIBED") return setUp(true);
			socket.doubtToken(error?.message ?? "");
			// Without a socket the client keeps the topic, and joins again when the socket is back.
			if (status === "CLOSED" || client.isConnected()) again();
			else setUp(false);
		});
	}

	function setUp(now: boolean): void {
		isUp = now;
		if (now) attempt = 0;
		if (now) listener.onUp();
		else listener.onDown();
	}

	function again(): void {
		if (isLeft) return;
		drop();
		setUp(false);
		world.cancel(timer);
		timer = world.after(backoff(attempt, { random: world.random }), () => void connect());
		attempt += 1;
	}

	function drop(): void {
		const former = channel;
		channel = null;
		if (!former || former.state === "closed") return;
		const left = former.unsubscribe().finally(() => leaving.delete(name));
		leaving.set(name, left);
	}

	void connect();
	return {
		send(event, payload) {
			if (isUp) void channel?.send({ type: "broadcast", event, payload });
		},
		leave() {
			isLeft = true;
			isUp = false;
			world.cancel(timer);
			drop();
		},
	};
}
