import {
	type UseConversationHistoryPageResult,
	useConversationHistoryPage,
} from "../../hooks/pages/use-conversation-history-page.ts";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { Button } from "../shared/button.tsx";
import { ConversationRow } from "../shared/conversation-row.tsx";
import { Header } from "../shared/header.tsx";
import { Notice } from "../shared/notice.tsx";
import { Skeleton } from "../shared/skeleton.tsx";
import { useGoBack } from "../shared/use-go-back.ts";
import { useTeam } from "../shared/use-team.ts";

/** Enough to fill the window. */
const VISIBLE_AT_FIRST = 12;

/** Every conversation of the visitor, latest first. */
export function ConversationHistoryPage() {
	const text = useSupportText();
	const goBack = useGoBack();
	const history = useConversationHistoryPage({ initialVisibleCount: VISIBLE_AT_FIRST });

	return (
		<section className="co-page" data-page="CONVERSATION_HISTORY">
			<Header onGoBack={goBack}>
				<h2 className="co-header-title">{text("page.conversationHistory.title")}</h2>
			</Header>
			<div className="co-history">
				<Conversations history={history} />
			</div>
			<footer className="co-history-footer">
				<Button size="large" onClick={() => history.startConversation()}>
					{text("common.actions.askQuestion")}
				</Button>
			</footer>
		</section>
	);
}

function Conversations({ history }: { history: UseConversationHistoryPageResult }) {
	const text = useSupportText();
	const team = useTeam();

	if (history.conversations.length > 0) {
		return (
			<>
				<ul className="co-list">
					{history.visibleConversations.map((conversation) => (
						<li key={conversation.id} className="co-list-item">
							<ConversationRow
								conversation={conversation}
								team={team}
								onOpen={history.openConversation}
							/>
						</li>
					))}
				</ul>
				{history.hasMore && (
					<Button variant="outline" className="co-more" onClick={history.showMore}>
						{text("page.conversationHistory.showMore")}
					</Button>
				)}
			</>
		);
	}
	if (history.isLoading) {
		return <Skeleton label={text("page.conversationHistory.loading")} lines={5} />;
	}
	if (history.error) {
		return (
			<Notice
				isError
				title={text("page.conversationHistory.loadFailed")}
				action={{ label: text("common.actions.tryAgain"), onClick: () => void history.refetch() }}
			/>
		);
	}
	return (
		<Notice
			title={text("page.conversationHistory.empty")}
			hint={text("page.conversationHistory.emptyHint")}
		/>
	);
}
