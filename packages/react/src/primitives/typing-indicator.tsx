import { ofState, part, type StatefulPartProps } from "./part.tsx";

/** Somebody who types. */
export type TypingParticipant = {
	id: string;
	name?: string | null | undefined;
	type?: "user" | "visitor" | "team_member" | "ai" | undefined;
};

export type TypingIndicatorState = { participants: readonly TypingParticipant[]; names: string[] };

export type TypingIndicatorProps = StatefulPartProps<
	"div",
	TypingIndicatorState,
	{ participants: readonly TypingParticipant[] }
>;

/** Tells who types: there while somebody does; shows their names unless it has children. */
export const TypingIndicator = part("div", function TypingIndicator(props: TypingIndicatorProps) {
	const { participants, className, children, ...rest } = props;
	const names = participants.flatMap(({ name }) => (name ? [name] : []));
	const state = { participants, names };
	if (participants.length === 0) return null;

	return {
		...rest,
		className: ofState(className, state),
		children: ofState(children, state) ?? names.join(", "),
	};
});
