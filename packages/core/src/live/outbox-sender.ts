import type { SentMessage } from "@cossistant/protocol";
import type { OutboxEntry } from "../entries.ts";
import { isTransient, type SupportError, toSupportError } from "../errors.ts";
import { withLock } from "../locks.ts";
import { createRetry } from "../retry.ts";
import type { Rpc } from "../rpc.ts";
import type { Shell } from "../shell.ts";
import { uuidv7 } from "../uuid.ts";
import type { Outbox } from "./outbox.ts";

/** One conversation's messages go one after another; conversations do not wait for each other. */
type Lane = { isRunning: boolean; retry: ReturnType<typeof createRetry> };

/**
 * Sends what the outbox holds, each conversation in order. The id of a message makes a repeated call harmless, so
 * whatever has not been confirmed is sent again; what is refused stays in the outbox and lets the next one pass.
 */
export function createSender({
	shell,
	outbox,
	onSent,
}: {
	shell: Shell;
	outbox: Outbox;
	onSent: (answer: SentMessage) => void;
}) {
	const { world, session, rpc } = shell;
	const lanes = new Map<string, Lane>();
	let isClosed = false;

	function lane(conversationId: string): Lane {
		const found = lanes.get(conversationId);
		if (found) return found;
		const retry = createRetry(world, () => void run(conversationId));
		const made: Lane = { isRunning: false, retry };
		lanes.set(conversationId, made);
		return made;
	}

	async function run(conversationId: string): Promise<void> {
		const own = lane(conversationId);
		if (own.isRunning) return;
		own.isRunning = true;
		own.retry.cancel();
		while (!isClosed && nextOf(outbox, conversationId)) {
			const error = await sendNext(conversationId);
			if (isClosed) return;
			if (error && isTransient(error)) {
				own.retry.later({ leastSeconds: error.retryAfterSeconds });
				break;
			}
			own.retry.reset();
		}
		own.isRunning = false;
	}

	/** Sends the first message of the lane; answers why it could not be sent. */
	function sendNext(conversationId: string): Promise<SupportError | null> {
		return withLock(world, `${shell.prefix}:send:${conversationId}`, async () => {
			// Looked up inside the lock: another tab may have sent it while this one waited.
			const entry = nextOf(outbox, conversationId);
			if (!entry) return null;
			let visitorId: string | undefined;
			try {
				visitorId = (await session.open()).visitor.id;
				const answer = await post(rpc, entry);
				// Gone means that the visitor has signed out meanwhile: the answer is nobody's.
				if (outbox.read().some((one) => one.id === entry.id)) onSent(answer);
				outbox.remove(entry.id);
				return null;
			} catch (thrown) {
				const error = toSupportError(thrown);
				if (isClosed) return error;
				// Somebody else by now: what is still here is sent in their name, at once.
				if (visitorId && session.record()?.visitor.id !== visitorId) return null;
				noteDown(entry, error);
				return error;
			}
		});
	}

	function noteDown(entry: OutboxEntry, error: SupportError): void {
		if (error.code === "rate_limited") outbox.holdBack(entry.id, error);
		if (isTransient(error)) return;
		const isForeign = entry.visitorId !== null && entry.visitorId !== session.record()?.visitor.id;
		const isUnreachable = error.code === "conversation_not_found" || error.code === "id_taken";
		if (!isForeign || !isUnreachable) {
			outbox.refuse(entry.id, error);
			return;
		}
		// Written as a visitor whom this browser can no longer prove to be: what was said opens a new conversation.
		const home = uuidv7(world.now());
		outbox.move(entry.conversationId, home, session.record()?.visitor.id ?? null);
		void run(home);
	}

	return {
		/** Sends everything that waits, without waiting out a pause. */
		flush() {
			for (const { conversationId } of outbox.read()) void run(conversationId);
		},
		close() {
			isClosed = true;
		},
		forget() {
			for (const { retry } of lanes.values()) retry.cancel();
			lanes.clear();
		},
	};
}

/** The first message of a conversation that is on its way. */
function nextOf(outbox: Outbox, conversationId: string): OutboxEntry | undefined {
	return outbox
		.read()
		.find((entry) => entry.conversationId === conversationId && entry.refusal === null);
}

function post(
	rpc: Rpc,
	{ id, conversationId, text, parts, greetings }: OutboxEntry,
): Promise<SentMessage> {
	return rpc("send_visitor_message", {
		conversation_id: conversationId,
		id,
		text,
		parts,
		greetings,
	});
}
