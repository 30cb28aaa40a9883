import type { Conversation } from "@cossistant/protocol";
import { Availability } from "../shared/availability.tsx";
import { Faces } from "../shared/faces.tsx";
import { Header } from "../shared/header.tsx";
import { useGoBack } from "../shared/use-go-back.ts";
import type { Team } from "../shared/use-team.ts";
import { namesOf, partnersOf } from "./people-names.ts";

/** With whom the visitor talks, and who is there now. */
export function ConversationHeader(props: { conversation: Conversation | null; team: Team }) {
	const { conversation, team } = props;
	const partners = partnersOf(conversation, team);

	return (
		<Header onGoBack={useGoBack()}>
			<Faces people={partners} onlineIds={team.onlineIds} />
			<span className="co-header-words">
				<h2 className="co-header-title">{namesOf(partners)}</h2>
				<Availability team={team} />
			</span>
		</Header>
	);
}
