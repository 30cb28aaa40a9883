import { type UseHomePageResult, useHomePage } from "../../hooks/pages/use-home-page.ts";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { useStartContent } from "../../hooks/use-start-content.ts";
import { Availability } from "../shared/availability.tsx";
import { Button } from "../shared/button.tsx";
import { ConversationRow, UnreadCount } from "../shared/conversation-row.tsx";
import { Face } from "../shared/face.tsx";
import { Faces } from "../shared/faces.tsx";
import { Header } from "../shared/header.tsx";
import { Icon } from "../shared/icons.tsx";
import { type Team, useTeam } from "../shared/use-team.ts";

/** Where the widget starts: who is there, what was last talked about, and the way to ask. */
export function HomePage() {
	const text = useSupportText();
	const team = useTeam();
	const home = useHomePage();
	const { lastOpenConversation, availableConversationsCount } = home;

	return (
		<section className="co-page" data-page="HOME">
			<Header>
				<Face person={team.itself} />
				<span className="co-header-title">{team.itself.name}</span>
			</Header>
			<div className="co-home">
				<Greeting team={team} />
				{lastOpenConversation && (
					<section className="co-card" aria-label={text("page.home.continue")}>
						<ConversationRow
							conversation={lastOpenConversation}
							team={team}
							onOpen={home.openConversation}
						/>
					</section>
				)}
				<QuickOptions onChoose={home.startConversation} />
			</div>
			<footer className="co-home-footer">
				<Button size="large" onClick={() => home.startConversation()}>
					{text("common.actions.askQuestion")}
				</Button>
				{availableConversationsCount > 0 && (
					<Button variant="ghost" onClick={home.openConversationHistory}>
						{text("page.home.history.all")} <UnreadElsewhere home={home} />
					</Button>
				)}
				<Watermark />
			</footer>
		</section>
	);
}

function Greeting({ team }: { team: Team }) {
	const text = useSupportText();
	return (
		<div className="co-greeting">
			<h2 className="co-greeting-hello">{text("page.home.greeting")}</h2>
			<p className="co-greeting-tagline">{text("page.home.tagline")}</p>
			<p className="co-greeting-team">
				<Faces people={team.people} onlineIds={team.onlineIds} />
				<Availability team={team} />
			</p>
		</div>
	);
}

/** Unread messages of the conversations that are not on this page. */
function UnreadElsewhere({ home }: { home: UseHomePageResult }) {
	const count = home.conversations
		.filter((conversation) => conversation !== home.lastOpenConversation)
		.reduce((sum, { unreadCount }) => sum + unreadCount, 0);
	return count > 0 ? <UnreadCount count={count} /> : null;
}

function QuickOptions({ onChoose }: { onChoose: (option: string) => void }) {
	const text = useSupportText();
	const { quickOptions } = useStartContent();
	if (quickOptions.length === 0) return null;

	return (
		<ul className="co-options" aria-label={text("page.home.quickOptions")}>
			{quickOptions.map((option) => (
				<li key={option} className="co-options-item">
					<button type="button" className="co-option" onClick={() => onChoose(option)}>
						<span className="co-option-words">{option}</span>
						<Icon name="chevron" size={16} />
					</button>
				</li>
			))}
		</ul>
	);
}

function Watermark() {
	const words = useSupportText()("common.brand.watermark");
	return words === "" ? null : <p className="co-watermark">{words}</p>;
}
