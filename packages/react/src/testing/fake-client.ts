import {
	type ConversationListState,
	type ConversationState,
	type CossistantClient,
	createStore,
	type SessionState,
} from "@cossistant/core";
import { createFakeConversations, type Sending } from "./fake-conversations.ts";
import { aConversation, acme, vera } from "./story.ts";

type Starter = "start" | "watchConversationList" | "watchConversation";

/** What a test asks of a client: the calls it got, and the levers to make things happen. */
export type FakeClient = CossistantClient & {
	/** The arguments of each call of one verb. */
	callsOf(verb: string): (readonly unknown[])[];
	/** How often each is on: starts less stops. */
	readonly running: Record<Starter, number>;
	setSession(session: SessionState): void;
	changeList(change: Partial<ConversationListState>): void;
	changeConversation(conversationId: string, change: Partial<ConversationState>): void;
	sending: Sending;
};

const emptyList: ConversationListState = {
	conversations: [],
	unreadCount: 0,
	isLoading: false,
	hasMore: false,
	error: null,
	isTyping: false,
};

/** A client without a server, for tests of what is drawn. It stands ready unless told otherwise. */
export function createFakeClient(
	session: SessionState = { phase: "ready", website: acme, visitor: vera },
): FakeClient {
	const sessions = createStore<SessionState>(session);
	const list = createStore(emptyList);
	const { note, callsOf } = createCallList();
	const { running, run } = createStarters(note);
	let ids = 0;

	const client: FakeClient = {
		callsOf,
		running,
		sending: "succeeds",
		setSession: sessions.set,
		changeList: (change) => list.set({ ...list.get(), ...change }),
		session: sessions,
		conversationList: list,
		start: () => run("start"),
		ready: async () => ({ website: acme, visitor: vera }),
		watchConversation: (id) => run("watchConversation", id),
		watchConversationList: () => run("watchConversationList"),
		newConversationId() {
			ids += 1;
			return `0198a000-0000-7000-8000-00000000e${String(ids).padStart(3, "0")}`;
		},
		...messaging(() => client, note),
		...remembering(note),
		conversations: documentedConversations(() => client, note),
		visitors: {
			identify: (params) => client.identify(params),
			updateMetadata: (metadata) => client.updateContactMetadata(metadata),
		},
	};
	return client;
}

type Note = (verb: string, ...args: readonly unknown[]) => void;

function createCallList() {
	const calls: { verb: string; args: readonly unknown[] }[] = [];
	const note: Note = (verb, ...args) => {
		calls.push({ verb, args });
	};
	return {
		note,
		callsOf: (verb: string) => calls.filter((call) => call.verb === verb).map(({ args }) => args),
	};
}

function createStarters(note: Note) {
	const running = { start: 0, watchConversationList: 0, watchConversation: 0 };
	return {
		running,
		run(verb: Starter, ...args: readonly unknown[]) {
			note(verb, ...args);
			running[verb] += 1;
			let isOn = true;
			return () => {
				if (isOn) running[verb] -= 1;
				isOn = false;
			};
		},
	};
}

function messaging(client: () => FakeClient, note: Note) {
	const fakes = createFakeConversations(() => client().sending);
	return {
		conversation: fakes.store,
		changeConversation: fakes.change,
		async sendMessage(...args: Parameters<CossistantClient["sendMessage"]>) {
			const [conversationId, message, options] = args;
			note("sendMessage", ...args);
			const itemId = fakes.add(conversationId, message.text);
			await fakes.send(itemId, options?.greetings);
			return { conversationId, itemId };
		},
		retryMessage(itemId: string) {
			note("retryMessage", itemId);
			fakes.send(itemId).catch(() => {});
		},
		discardMessage(itemId: string) {
			note("discardMessage", itemId);
			return fakes.remove(itemId);
		},
		setTyping: (id: string, text: string | null) => note("setTyping", id, text),
		loadOlder: async (id: string) => note("loadOlder", id),
		loadMoreConversations: async () => note("loadMoreConversations"),
		markRead: async (id: string) => note("markRead", id),
	};
}

function remembering(note: Note) {
	const drafts = new Map<string, string>();
	return {
		draft: (id: string) => drafts.get(id) ?? "",
		saveDraft: (id: string, text: string) => void drafts.set(id, text),
		async identify(identity: Parameters<CossistantClient["identify"]>[0]) {
			note("identify", identity);
			return { contactId: "contact", visitorId: vera.id };
		},
		async updateContactMetadata(
			metadata: Parameters<CossistantClient["updateContactMetadata"]>[0],
		) {
			note("updateContactMetadata", metadata);
			return vera;
		},
		touchVisitor: async (page: unknown) => note("touchVisitor", page),
		reset: async () => note("reset"),
		destroy: () => note("destroy"),
	};
}

function documentedConversations(
	client: () => FakeClient,
	note: Note,
): CossistantClient["conversations"] {
	return {
		async list() {
			note("conversations.list");
			return client().conversationList.get().conversations;
		},
		async get(id) {
			note("conversations.get", id);
			return aConversation({ id });
		},
		async create(first) {
			note("conversations.create", first);
			return aConversation();
		},
		sendMessage: (id, content) => client().sendMessage(id, { text: content }),
		markAsRead: (id) => client().markRead(id),
	};
}
