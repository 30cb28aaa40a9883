import { useCallback, useState } from "react";
import {
	type UseConversationPageResult,
	useConversationPage,
} from "../../hooks/pages/use-conversation-page.ts";
import { PENDING_CONVERSATION_ID } from "../../hooks/state/navigation.ts";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { useSupportNavigation } from "../../hooks/use-support-navigation.ts";
import { Composer } from "../conversation/composer.tsx";
import { ConnectionBanner } from "../conversation/connection-banner.tsx";
import { ConversationHeader } from "../conversation/conversation-header.tsx";
import { Timeline } from "../conversation/timeline.tsx";
import { Notice } from "../shared/notice.tsx";
import { Skeleton } from "../shared/skeleton.tsx";
import { type Team, useTeam } from "../shared/use-team.ts";

export type ConversationPageProps = {
	params?: { conversationId: string; initialMessage?: string };
};

/** One conversation, from before its first message on. */
export function ConversationPage({ params }: ConversationPageProps) {
	const { replace } = useSupportNavigation();
	const conversationId = params?.conversationId ?? PENDING_CONVERSATION_ID;
	// The conversation that began on this page keeps its components, so that nobody loses the focus while writing.
	const [begunId, setBegunId] = useState<string | null>(null);
	const onConversationIdChange = useCallback(
		(id: string) => {
			setBegunId(id);
			replace<"CONVERSATION">({ page: "CONVERSATION", params: { conversationId: id } });
		},
		[replace],
	);

	return (
		<OpenConversation
			key={conversationId === begunId ? PENDING_CONVERSATION_ID : conversationId}
			conversationId={conversationId}
			initialMessage={params?.initialMessage}
			onConversationIdChange={onConversationIdChange}
		/>
	);
}

function OpenConversation(options: {
	conversationId: string;
	initialMessage: string | undefined;
	onConversationIdChange: (conversationId: string) => void;
}) {
	const team = useTeam();
	const page = useConversationPage(options);

	return (
		<section className="co-page" data-page="CONVERSATION">
			<ConversationHeader conversation={page.conversation} team={team} />
			<ConnectionBanner connection={page.connection} />
			<Content page={page} team={team} />
			<Composer page={page} />
		</section>
	);
}

function Content({ page, team }: { page: UseConversationPageResult; team: Team }) {
	const text = useSupportText();
	if (page.hasItems) return <Timeline page={page} team={team} />;
	if (page.error) {
		return (
			<Notice
				isError
				title={text(
					page.error.code === "conversation_not_found"
						? "component.conversationPage.notFound"
						: "component.conversationPage.loadFailed",
				)}
				action={{ label: text("common.actions.tryAgain"), onClick: page.refetch }}
			/>
		);
	}
	if (page.isLoading) return <Skeleton label={text("component.timeline.loading")} lines={4} />;
	return <Notice title={text("page.home.tagline")} />;
}
