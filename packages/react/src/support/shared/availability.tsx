import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { firstName } from "../conversation/people-names.ts";
import type { Team } from "./use-team.ts";

/** More names would not fit. */
const NAMED = 3;

/** Who answers now, said only of people who are really there. */
export function Availability({ team }: { team: Team }) {
	const text = useSupportText();
	const names = team.online.slice(0, NAMED).map(({ name }) => firstName(name));
	const isOnline = names.length > 0;

	return (
		<span className="co-availability" data-online={isOnline ? "" : undefined}>
			{isOnline
				? text("common.labels.supportOnline", { names })
				: text("common.labels.supportAway")}
		</span>
	);
}
