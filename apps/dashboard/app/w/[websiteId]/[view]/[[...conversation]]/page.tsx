import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeskScreen } from "../../../../../components/desk/desk-screen.tsx";
import { loadDesk } from "../../../../../lib/api/load-desk.ts";
import { findWebsite, loadWorkspace } from "../../../../../lib/api/workspace.ts";
import { readPlace } from "../../../../../lib/desk/place.ts";

export const metadata: Metadata = { title: "Inbox" };

type Params = Promise<{ websiteId: string; view: string; conversation?: string[] }>;

/** The desk: the first paint brings its list and the open conversation, the rest is the browser's. */
export default async function Page({ params }: { params: Params }) {
	const { websiteId, view, conversation = [] } = await params;
	const place = readPlace(["/w", websiteId, view, ...conversation].join("/"));
	if (place === null) notFound();
	const [workspace, start] = await Promise.all([loadWorkspace(), loadDesk(place)]);
	const website = findWebsite(workspace, place.websiteId);
	if (website === null) notFound();
	return <DeskScreen workspace={workspace} website={website} place={place} start={start} />;
}
