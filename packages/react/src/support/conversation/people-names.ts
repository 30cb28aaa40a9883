import type { Conversation } from "@cossistant/protocol";
import type { Person } from "../shared/face.tsx";
import type { Team } from "../shared/use-team.ts";

/** Whom the visitor talks to: those who take part, else the team as a whole. */
export function partnersOf(conversation: Conversation | null, team: Team): readonly Person[] {
	const participants = conversation?.participants ?? [];
	return participants.length > 0 ? participants : [team.itself];
}

export function namesOf(people: readonly Person[]): string {
	return people.map(({ name }) => name).join(", ");
}

export function firstName(name: string): string {
	return name.split(" ")[0] ?? name;
}
