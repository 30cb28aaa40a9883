import type { Metadata } from "next";
import { AcceptInvitation } from "../../../components/auth/accept-invitation.tsx";
import { TextLink } from "../../../components/auth/text-link.tsx";
import { MessagePage } from "../../../components/shell/message-page.tsx";
import { loadWorkspace } from "../../../lib/api/workspace.ts";

// The token must not travel on to other pages.
export const metadata: Metadata = { title: "Join your team", referrer: "no-referrer" };

type Query = Promise<{ token?: string | string[] }>;

/** Where an invitation's mail leads. Whoever is not signed in signs in or up first, and comes back. */
export default async function Page({ searchParams }: { searchParams: Query }) {
	const { token } = await searchParams;
	if (typeof token !== "string" || token === "") {
		return (
			<MessagePage
				title="This link is incomplete"
				action={<TextLink href="/">Go to the inbox</TextLink>}
			>
				Copy the whole link from the mail, or ask for a new invitation.
			</MessagePage>
		);
	}
	const { me } = await loadWorkspace();
	return <AcceptInvitation token={token} email={me.email} />;
}
