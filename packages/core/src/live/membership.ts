import type { RealtimeChannel, RealtimeClient } from "@supabase/realtime-js";
import { createRetry } from "../retry.ts";
import type { World } from "../world.ts";
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

export type Membership = Topic & {
	/** The socket was given up: joins over the next one. */
	move(): void;
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
}: {
	world: World;
	socket: Socket;
	name: string;
	listener: Listener;
}): Membership {
	let channel: RealtimeChannel | null = null;
	let isUp = false;
	let isLeft = false;
	const retry = createRetry(world, () => void connect());
	/** Counts the tries: one that was overtaken by another must not join as well. */
	let turn = 0;

	async function connect(): Promise<void> {
		turn += 1;
		const mine = turn;
		try {
			const client = await socket.ready();
			if (!isLeft && mine === turn) subscribe(client);
		} catch {
			if (mine === turn) again();
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
		if (now) retry.reset();
		if (now) listener.onUp();
		else listener.onDown();
	}

	function again(): void {
		if (isLeft) return;
		drop();
		setUp(false);
		retry.later();
	}

	function move(): void {
		channel = null;
		retry.reset();
		if (isUp) setUp(false);
		void connect();
	}

	function drop(): void {
		const former = channel;
		channel = null;
		if (former && former.state !== "closed") void former.unsubscribe();
	}

	void connect();
	return {
		move,
		send(event, payload) {
			if (isUp) void channel?.send({ type: "broadcast", event, payload });
		},
		leave() {
			isLeft = true;
			isUp = false;
			retry.cancel();
			drop();
		},
	};
}
