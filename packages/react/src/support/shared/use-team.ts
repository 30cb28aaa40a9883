import type { AIAgent, Conversation, HumanAgent, PublicWebsite } from "@cossistant/protocol";
import { useEffect, useMemo, useState } from "react";
import type { TimelineSender } from "../../hooks/conversation/sender.ts";
import { useStore } from "../../hooks/state/use-store.ts";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { useClient } from "../../hooks/use-client.ts";
import type { Person } from "./face.tsx";

/** Somebody not heard of for longer is away. */
const ONLINE_FOR_MS = 5 * 60_000;
const LOOK_AGAIN_MS = 60_000;

export type Team = {
	/** Everybody the website shows, those who are online first. */
	people: readonly Person[];
	onlineIds: ReadonlySet<string>;
	/** Who answers now: people if there are any, else AI agents. */
	online: readonly Person[];
	/** The team as a whole. */
	itself: Person;
	/** Whoever wrote something; the team as a whole where nobody is named. */
	personOf: (sender: TimelineSender, conversation: Conversation | null) => Person;
};

/** Who is behind the widget, and who of them is there now. */
export function useTeam(): Team {
	const website = useStore(useClient().session, (session) => session.website);
	const now = useMinute();
	const text = useSupportText();
	const words = text("common.fallbacks.supportTeam");

	return useMemo(() => teamOf(website, { now, words }), [website, now, words]);
}

function teamOf(
	website: PublicWebsite | null,
	{ now, words }: { now: number; words: string },
): Team {
	const humans = website?.availableHumanAgents ?? [];
	const assistants = website?.availableAIAgents ?? [];
	const present = humans.filter((agent) => isOnline(agent, now));
	const absent = humans.filter((agent) => !isOnline(agent, now));
	const online = present.length > 0 ? present : assistants;
	const itself: Person = {
		id: website?.id ?? "",
		name: website?.name ?? words,
		image: website?.logoUrl ?? null,
	};

	return {
		people: [...present, ...assistants, ...absent],
		onlineIds: new Set([...present, ...assistants].map(({ id }) => id)),
		online,
		itself,
		personOf: ({ id }, conversation) =>
			named(id, [...(conversation?.participants ?? []), ...humans, ...assistants]) ?? itself,
	};
}

function named(id: string | null, people: readonly (Person | AIAgent)[]): Person | undefined {
	return people.find((person) => person.id === id);
}

function isOnline({ lastSeenAt }: HumanAgent, now: number): boolean {
	return lastSeenAt !== null && now - Date.parse(lastSeenAt) < ONLINE_FOR_MS;
}

/** The time, looked at again every minute: people go without saying so. */
function useMinute(): number {
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), LOOK_AGAIN_MS);
		return () => clearInterval(timer);
	}, []);
	return now;
}
