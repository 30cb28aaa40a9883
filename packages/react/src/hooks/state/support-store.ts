import type { Store } from "@cossistant/core";
import { createStore } from "@cossistant/core";
import {
	type Navigation,
	type NavigationState,
	type NavigationTarget,
	popPage,
	pushPage,
	replacePage,
	startOfNavigation,
	withoutInitialMessages,
} from "./navigation.ts";

export type SupportSize = "normal" | "larger";

/** What the widget itself remembers: where it is, and whether it is open. */
export type SupportStoreState = {
	navigation: Navigation;
	config: { isOpen: boolean; size: SupportSize };
	/** Who opened it. Focus moves into the window only when a person did, never when a page loads with it open. */
	openedBy: "person" | "page";
	/** Whose navigation this is; another visitor starts at home. */
	visitorId: string | null;
};

export type SupportStore = Store<SupportStoreState> & {
	navigate<Page extends string>(target: NavigationTarget<Page>): void;
	replace<Page extends string>(target: NavigationTarget<Page>): void;
	goBack(): void;
	open(): void;
	/** Opens because the page says so, not a person: focus stays where it is. */
	openUnasked(): void;
	close(): void;
	toggle(): void;
	updateConfig(config: Partial<SupportStoreState["config"]>): void;
	/** Tells who the visitor is; for somebody else than before, navigation starts anew. */
	belongTo(visitorId: string): void;
	reset(): void;
};

export type SupportStorage = Pick<Storage, "getItem" | "setItem">;

/** Where navigation and openness are kept over a reload. */
export const SUPPORT_STORE_KEY = "cossistant-support-store";

/** What the server draws, and the browser while it takes over the server's page. */
export const closedSupport: SupportStoreState = {
	navigation: startOfNavigation,
	config: { isOpen: false, size: "normal" },
	openedBy: "page",
	visitorId: null,
};

/** The widget's own state, kept in `storage` where there is one. */
export function createSupportStore(storage: SupportStorage | null): SupportStore {
	const store = createStore<SupportStoreState>(storage === null ? closedSupport : restore(storage));

	function change(patch: Partial<SupportStoreState>) {
		store.set({ ...store.get(), ...patch });
		if (storage !== null) persist(storage, store.get());
	}
	function configure(patch: Partial<SupportStoreState["config"]>) {
		change({ config: { ...store.get().config, ...patch } });
	}
	function openBy(openedBy: SupportStoreState["openedBy"]) {
		const { config } = store.get();
		if (!config.isOpen) change({ config: { ...config, isOpen: true }, openedBy });
	}
	const open = () => openBy("person");
	const close = () => configure({ isOpen: false });

	return {
		get: store.get,
		subscribe: store.subscribe,
		navigate: (target) =>
			change({ navigation: pushPage(store.get().navigation, target as NavigationState) }),
		replace: (target) =>
			change({ navigation: replacePage(store.get().navigation, target as NavigationState) }),
		goBack: () => change({ navigation: popPage(store.get().navigation) }),
		open,
		openUnasked: () => openBy("page"),
		close,
		toggle: () => (store.get().config.isOpen ? close() : open()),
		updateConfig: configure,
		belongTo(visitorId) {
			const known = store.get().visitorId;
			if (known === visitorId) return;
			change(known === null ? { visitorId } : { visitorId, navigation: startOfNavigation });
		},
		reset: () => change({ ...closedSupport, visitorId: store.get().visitorId }),
	};
}

function restore(storage: SupportStorage): SupportStoreState {
	try {
		const kept: unknown = JSON.parse(storage.getItem(SUPPORT_STORE_KEY) ?? "null");
		return isKept(kept) ? { ...closedSupport, ...kept, openedBy: "page" } : closedSupport;
	} catch {
		return closedSupport;
	}
}

function persist(storage: SupportStorage, { navigation, config, visitorId }: SupportStoreState) {
	try {
		const kept = { navigation: withoutInitialMessages(navigation), config, visitorId };
		storage.setItem(SUPPORT_STORE_KEY, JSON.stringify(kept));
	} catch {
		// Storage is full or refused: the widget works, it only forgets on reload.
	}
}

type Kept = Pick<SupportStoreState, "navigation" | "config" | "visitorId">;

/** Storage belongs to the page: anybody may have written there. */
function isKept(value: unknown): value is Kept {
	const kept = value as Partial<Kept> | null;
	return (
		typeof kept?.config?.isOpen === "boolean" &&
		Array.isArray(kept.navigation?.previousPages) &&
		[kept.navigation.current, ...kept.navigation.previousPages].every(isPage)
	);
}

function isPage(state: unknown): state is NavigationState {
	const { page, params } = (state ?? {}) as {
		page?: unknown;
		params?: { conversationId?: unknown };
	};
	return (
		typeof page === "string" &&
		(page !== "CONVERSATION" || typeof params?.conversationId === "string")
	);
}
