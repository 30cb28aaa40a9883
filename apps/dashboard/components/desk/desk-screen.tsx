"use client";

import type { Website } from "../../lib/api/functions.ts";
import type { Workspace } from "../../lib/api/workspace.ts";
import type { Place } from "../../lib/desk/place.ts";
import type { DeskStart } from "../../lib/live/desk.ts";
import { Desk } from "./desk.tsx";
import { DeskProvider } from "./desk-context.tsx";

type DeskScreenProps = {
	workspace: Workspace;
	website: Website;
	place: Place;
	start: DeskStart;
};

/** The screen of one website. Another website is another desk: nothing of the former stays. */
export function DeskScreen({ workspace, website, place, start }: DeskScreenProps) {
	return (
		<DeskProvider key={website.id} workspace={workspace} website={website} start={start}>
			<Desk firstPlace={place} />
		</DeskProvider>
	);
}
