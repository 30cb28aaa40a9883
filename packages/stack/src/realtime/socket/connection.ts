import type { WebSocket } from "ws";
import type { Channel } from "../channel/channel.ts";
import type { Project } from "../project.ts";
import type { Token } from "../tokens/verifier.ts";
import type { Frame } from "../wire/broadcast.ts";
import { encodeText, type Message, type Vsn } from "../wire/message.ts";

/** One socket: what it showed at the handshake, its channels, and the way out to its client. */
export type Connection = {
	vsn: Vsn;
	/** The token of the handshake, which channels without their own fall back on. */
	token: Token;
	/** The handshake's `x-` headers, for policies. */
	headers: Record<string, string>;
	channels: Map<string, Channel>;
	isOpen(): boolean;
	/** When the last frame came in, and since when there is no channel. */
	heardAt: number;
	emptySince: number | undefined;
	send(frame: Frame): void;
	push(message: Message): void;
	/** A socket does one join at a time and nothing else meanwhile: what is sent waits ... */
	hold(): void;
	/** ... until the join is answered, and follows the answer. */
	release(answer?: Message): void;
	close(code: number): void;
	terminate(): void;
};

export function createConnection(
	project: Project,
	socket: WebSocket,
	shown: { vsn: Vsn; token: Token; headers: Record<string, string> },
): Connection {
	let held: Frame[] | undefined;
	let heldBytes = 0;
	const write = createWriter(project, socket);

	function send(frame: Frame): void {
		if (!held) {
			write(frame);
			return;
		}
		heldBytes += frame.length;
		held.push(frame);
		if (heldBytes > project.limits.maxBufferedBytes) socket.terminate();
	}

	const connection: Connection = {
		...shown,
		channels: new Map(),
		heardAt: project.now(),
		emptySince: project.now(),
		isOpen: () => socket.readyState === socket.OPEN,
		send,
		push: (message) => send(encodeText(shown.vsn, message)),
		hold() {
			held ??= [];
		},
		release(answer) {
			const waiting = held ?? [];
			held = undefined;
			heldBytes = 0;
			if (answer) connection.push(answer);
			for (const frame of waiting) write(frame);
		},
		close: (code) => socket.close(code),
		terminate: () => socket.terminate(),
	};
	return connection;
}

/** Writes to the socket: in order, through the faults, and not without end to a client that does not read. */
function createWriter(project: Project, socket: WebSocket): (frame: Frame) => void {
	const late: { frame: Frame; leavesAt: number }[] = [];

	function writeNow(frame: Frame): void {
		if (socket.readyState !== socket.OPEN) return;
		socket.send(frame, { binary: typeof frame !== "string" });
		if (socket.bufferedAmount > project.limits.maxBufferedBytes) {
			project.log("A client does not read; its socket is cut off");
			socket.terminate();
		}
	}

	function writeDue(): void {
		const now = project.now();
		while (late[0] && late[0].leavesAt <= now) writeNow((late.shift() as { frame: Frame }).frame);
		if (late[0]) setTimeout(writeDue, late[0].leavesAt - now).unref();
	}

	return (frame) => {
		const { dropFrame, frameDelayMs } = project.faults;
		if (dropFrame?.(frame)) return;
		if (frameDelayMs === 0 && late.length === 0) {
			writeNow(frame);
			return;
		}
		late.push({ frame, leavesAt: project.now() + frameDelayMs });
		if (late.length === 1) setTimeout(writeDue, frameDelayMs).unref();
	};
}
