import type { Typist } from "@cossistant/core";
import type { Conversation } from "@cossistant/protocol";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { TypingIndicator } from "../../primitives/typing-indicator.tsx";
import { Face } from "../shared/face.tsx";
import type { Team } from "../shared/use-team.ts";

/** Who of the team types, where their message will stand. */
export function TypingLine(props: {
	typists: readonly Typist[];
	team: Team;
	conversation: Conversation | null;
}) {
	const { typists, team, conversation } = props;
	const text = useSupportText();
	const people = typists.map(({ actorId, actorName }) => {
		const person = team.personOf({ type: "team_member", id: actorId }, conversation);
		return { ...person, name: actorName ?? person.name };
	});
	const [first] = people;

	return (
		<TypingIndicator participants={people} className="co-typing">
			{({ names }) => (
				<>
					{first && <Face person={first} size="small" />}
					<span className="co-dots" aria-hidden="true">
						<span className="co-dot" />
						<span className="co-dot" />
						<span className="co-dot" />
					</span>
					<span className="co-hidden">{text("component.timeline.typing", { names })}</span>
				</>
			)}
		</TypingIndicator>
	);
}
