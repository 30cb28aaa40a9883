import type {
	ConversationListState,
	CossistantClient,
	CossistantClientOptions,
	SupportErrorShape,
} from "./client-types.ts";
import { createDrafts } from "./drafts.ts";
import { createEntries } from "./entries.ts";
import { createIdentityVerbs } from "./identity-verbs.ts";
import { createKeeper } from "./keeper.ts";
import { createLiveLoader } from "./live-loader.ts";
import { createRpc } from "./rpc.ts";
import { createSendMessage } from "./sending.ts";
import { createSession } from "./session.ts";
import type { Shell } from "./shell.ts";
import { createStore } from "./store.ts";
import { createTokenStore } from "./token-store.ts";
import { createTouches } from "./touches.ts";
import { uuidv7 } from "./uuid.ts";
import { createViews } from "./views.ts";
import { createWatchers } from "./watchers.ts";
import { createWorld } from "./world.ts";

const emptyList: ConversationListState = {
	conversations: [],
	unreadCount: 0,
	isLoading: false,
	hasMore: false,
	error: null,
	isTyping: false,
};

/**
 * Makes the support client of one page. Nothing happens until `start`.
 * @example
 * const client = createCossistantClient({ publicKey: "pk_…", apiUrl: "https://<ref>.supabase.co" });
 * const stop = client.start();
 */
export function createCossistantClient(options: CossistantClientOptions): CossistantClient {
	const { shell, loader, watchers, keeper, drafts, touches, forget } = createParts(options);
	const { world, session, unborn } = shell;
	const identity = createIdentityVerbs({ shell, keeper, forget });
	const sendMessage = createSendMessage({ shell, loader, drafts });
	const markRead = async (id: string) => (await loader.get()).markRead(id);

	function newConversationId(): string {
		const id = uuidv7(world.now());
		unborn.add(id);
		return id;
	}

	const documented = async () =>
		(await import("./documented.ts")).createDocumentedVerbs(shell, {
			newConversationId,
			sendMessage,
		});

	return {
		session: session.state,
		conversationList: shell.list,
		start: keeper.start,
		ready: async () => {
			const { website, visitor } = await session.open();
			return { website, visitor };
		},
		conversation: shell.views.of,
		watchConversation: watchers.watch,
		watchConversationList: watchers.watchList,
		newConversationId,
		sendMessage,
		retryMessage: (itemId) => void loader.get().then((live) => live.retry(itemId)),
		discardMessage: (itemId) => loader.now()?.discard(itemId) ?? null,
		loadOlder: async (id) => (await loader.get()).loadOlder(id),
		loadMoreConversations: async () => (await loader.get()).loadMore(),
		markRead,
		setTyping: (id, text) => loader.now()?.setTyping(id, text),
		draft: drafts.get,
		saveDraft: drafts.set,
		touchVisitor: touches.report,
		...identity,
		destroy: keeper.end,
		conversations: {
			list: async () => (await documented()).list(),
			get: async (id) => (await documented()).get(id),
			create: async (first) => (await documented()).create(first),
			sendMessage: (id, content) => sendMessage(id, { text: content }),
			markAsRead: markRead,
		},
		visitors: { identify: identity.identify, updateMetadata: identity.updateContactMetadata },
	};
}

/** Builds the parts of a client and ties them together. */
function createParts(options: CossistantClientOptions) {
	const { publicKey } = options;
	const apiUrl = options.apiUrl.replace(/\/+$/, "");
	const prefix = `cossistant:${publicKey}:${apiUrl}`;
	const world = createWorld(options);
	const tokens = createTokenStore(world.storage, prefix);
	const entries = createEntries(world.storage, prefix);
	const drafts = createDrafts(world.storage, prefix);
	const views = createViews();
	const list = createStore(emptyList);
	const session = createSession({ world, tokens, apiUrl, publicKey, onVisitorGone });
	const rpc = createRpc({ world, session, apiUrl });
	const touches = createTouches({ world, rpc, prefix });
	const report = (error: SupportErrorShape) => options.onError?.(error);
	const unborn = new Set<string>();
	const parts = { world, prefix, apiUrl, session, rpc, entries };
	const shell: Shell = { ...parts, views, list, unborn, options, report };
	const loader = createLiveLoader({
		shell,
		load: options.loadLive,
		onLoaded: (live) => watchers.tell(live),
	});
	const watchers = createWatchers(shell, loader);
	const keeper = createKeeper({ shell, loader, watchers, touches });

	session.state.subscribe(() => {
		const record = session.record();
		if (record && !loader.now()) list.set({ ...list.get(), unreadCount: record.unreadCount });
		watchers.consider();
	});

	function onVisitorGone(): void {
		views.clear();
		list.set(emptyList);
		loader.now()?.forget();
	}

	/** Logout: nothing of this visitor stays, in memory or in storage. */
	function forget(): void {
		entries.write([]);
		loader.now()?.clearOutbox();
		session.forget();
		for (const memory of [drafts, touches, unborn]) memory.clear();
		world.storage.write(`${prefix}:metadata`, null);
	}

	return { shell, loader, watchers, keeper, drafts, touches, forget };
}
