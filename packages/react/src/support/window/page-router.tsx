import { useSupportNavigation } from "../../hooks/use-support-navigation.ts";
import type { PageComponent } from "../../primitives/router/page-registry.tsx";
import { Router } from "../../primitives/router/router.tsx";
import { ConversationHistoryPage } from "../pages/conversation-history-page.tsx";
import { ConversationPage } from "../pages/conversation-page.tsx";
import { HomePage } from "../pages/home-page.tsx";
import type { RouterSlotProps } from "../support-types.ts";

const PAGES: Readonly<Record<string, PageComponent>> = {
	HOME: HomePage,
	CONVERSATION: ConversationPage,
	CONVERSATION_HISTORY: ConversationHistoryPage,
};

/** Shows the page the widget is on; home for a page that nobody has registered. */
export function PageRouter({ children }: RouterSlotProps) {
	const { page, params } = useSupportNavigation();
	return (
		<Router page={page} params={params} pages={PAGES} fallback={<HomePage />}>
			{children}
		</Router>
	);
}
