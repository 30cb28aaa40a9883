import type { RouteRegistry } from "@cossistant/core";

/** Names of the pages that the types know. */
export type PageName = keyof RouteRegistry;

/** The pages every widget has. */
export type DefaultRoutes = Pick<
	RouteRegistry,
	"HOME" | "ARTICLES" | "CONVERSATION" | "CONVERSATION_HISTORY"
>;

type ParamsOf<Page extends string> = Page extends PageName
	? undefined extends RouteRegistry[Page]
		? { params?: undefined }
		: { params: RouteRegistry[Page] }
	: { params?: unknown };

/** A page with its parameters: exact for the pages in `RouteRegistry`, open for the names it does not know. */
export type NavigationTarget<Page extends string = PageName> = { page: Page } & ParamsOf<Page>;

/** Where the widget is. A page of your own whose name the registry does not know arrives here too. */
export type NavigationState = { [Page in PageName]: NavigationTarget<Page> }[PageName];

/** Same as `NavigationState`: the documents' name for it. */
export type SupportPage = NavigationState;

/** The current page and the way that led to it. */
export type Navigation = {
	current: NavigationState;
	previousPages: readonly NavigationState[];
};

/** The id a conversation has until its first message gives it one. */
export const PENDING_CONVERSATION_ID = "__pending__";

/** Far more steps back than anybody takes; the rest would only fill storage. */
const KEPT_PAGES = 20;

export const startOfNavigation: Navigation = { current: { page: "HOME" }, previousPages: [] };

export function pushPage(navigation: Navigation, next: NavigationState): Navigation {
	return {
		current: next,
		previousPages: [...navigation.previousPages, navigation.current].slice(-KEPT_PAGES),
	};
}

export function replacePage(navigation: Navigation, next: NavigationState): Navigation {
	return { ...navigation, current: next };
}

export function popPage(navigation: Navigation): Navigation {
	const previous = navigation.previousPages.at(-1);
	if (previous === undefined) return navigation;
	return { current: previous, previousPages: navigation.previousPages.slice(0, -1) };
}

/** A message that is sent on arrival must not be sent again when the page is loaded anew. */
export function withoutInitialMessages(navigation: Navigation): Navigation {
	return {
		current: withoutInitialMessage(navigation.current),
		previousPages: navigation.previousPages.map(withoutInitialMessage),
	};
}

function withoutInitialMessage(state: NavigationState): NavigationState {
	if (state.page !== "CONVERSATION" || state.params?.initialMessage === undefined) return state;
	return { page: "CONVERSATION", params: { conversationId: state.params.conversationId } };
}
