"use client";

import type { ContactDetails, TeamConversation, VisitorDetails } from "@cossistant/protocol";
import { useNow } from "../../lib/live/use-now.ts";
import { useStore } from "../../lib/live/use-store.ts";
import { factsOfPage, hostOf } from "../../lib/text/pages.ts";
import { contactName, visitorName } from "../../lib/text/people.ts";
import { clockIn } from "../../lib/text/time.ts";
import { useDesk } from "../desk/desk-context.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Ago } from "../ui/time.tsx";
import { BlockVisitor } from "./block-visitor.tsx";
import { Fact, FactList } from "./fact-list.tsx";
import { VerifiedMark } from "./verified-mark.tsx";

/** Everything known of the visitor, and what is only claimed marked as such. */
export function FactsPanel({ conversationId }: { conversationId: string }) {
	const { conversation, visitor, contact } = useStore(useDesk().conversation(conversationId));
	if (conversation === null || visitor === null) return <FactsSkeleton />;
	return (
		<div className="pb-6">
			<Who conversation={conversation} contact={contact} />
			{contact !== null && <Contact contact={contact} />}
			<Visit visitor={visitor} />
			<Device visitor={visitor} />
			<About conversation={conversation} />
			<div className="border-t px-4 pt-4">
				<BlockVisitor conversation={conversation} visitor={visitor} />
			</div>
		</div>
	);
}

function Who(props: { conversation: TeamConversation; contact: ContactDetails | null }) {
	const { conversation, contact } = props;
	const name = contact === null ? visitorName(conversation) : contactName(contact);
	return (
		<div className="flex flex-col items-start gap-2 px-4 pt-4 pb-4">
			<Avatar
				id={conversation.visitorId}
				name={name}
				image={conversation.visitorImage}
				className="size-12 text-base"
			/>
			<p className="wrap-anywhere font-semibold text-base text-ink">{name}</p>
			{contact === null ? (
				<p className="text-muted text-xs">Anonymous: has not said who they are.</p>
			) : (
				<VerifiedMark isVerified={contact.isVerified} />
			)}
			{contact !== null && !contact.isVerified && (
				<p className="text-muted text-xs">
					The visitor says so; the site doesn't vouch for it. Share nothing private.
				</p>
			)}
		</div>
	);
}

function Contact({ contact }: { contact: ContactDetails }) {
	return (
		<>
			<FactList title={contact.isVerified ? "Contact" : "Contact, unverified"}>
				<Fact name="Email">{contact.email}</Fact>
				<Fact name="External id">
					{contact.externalId && <code className="font-mono text-xs">{contact.externalId}</code>}
				</Fact>
				<Fact name="Known since">
					<Ago moment={contact.createdAt} />
				</Fact>
			</FactList>
			{Object.keys(contact.metadata).length > 0 && (
				<FactList title="Metadata">
					{Object.entries(contact.metadata).map(([key, value]) => (
						<Fact key={key} name={key}>
							{value === null ? "none" : String(value)}
						</Fact>
					))}
				</FactList>
			)}
		</>
	);
}

function Visit({ visitor }: { visitor: VisitorDetails }) {
	const now = useNow();
	const page = factsOfPage(visitor.page);
	return (
		<FactList title="Visit">
			<Fact name="Looks at">
				{page !== null && (
					<a
						href={page.href}
						target="_blank"
						rel="noopener noreferrer nofollow"
						title={page.href}
						className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
					>
						{page.label}
					</a>
				)}
			</Fact>
			<Fact name="Came from">{hostOf(visitor.referrer)}</Fact>
			<Fact name="Last seen">{visitor.lastSeenAt && <Ago moment={visitor.lastSeenAt} />}</Fact>
			<Fact name="First seen">
				<Ago moment={visitor.createdAt} />
			</Fact>
			<Fact name="Local time">
				{visitor.timezone && now !== null && clockIn(visitor.timezone, now)}
			</Fact>
		</FactList>
	);
}

function Device({ visitor }: { visitor: VisitorDetails }) {
	const type = visitor.deviceType === "unknown" ? null : visitor.deviceType;
	return (
		<FactList title="Device">
			<Fact name="Browser">{visitor.browser}</Fact>
			<Fact name="System">{visitor.os}</Fact>
			<Fact name="Kind">{type && type[0]?.toUpperCase() + type.slice(1)}</Fact>
			<Fact name="Screen">{visitor.screen}</Fact>
			<Fact name="Language">{visitor.language}</Fact>
			<Fact name="Time zone">{visitor.timezone}</Fact>
		</FactList>
	);
}

function About({ conversation }: { conversation: TeamConversation }) {
	return (
		<FactList title="Conversation">
			<Fact name="Started">
				<Ago moment={conversation.createdAt} />
			</Fact>
			<Fact name="Answered by">{conversation.participants.map(({ name }) => name).join(", ")}</Fact>
		</FactList>
	);
}

function FactsSkeleton() {
	return (
		<div className="flex flex-col gap-3 p-4">
			<Skeleton className="size-12 rounded-full" />
			<Skeleton className="h-4 w-32" />
			<Skeleton className="mt-6 h-3 w-full" />
			<Skeleton className="h-3 w-4/5" />
			<Skeleton className="h-3 w-3/5" />
		</div>
	);
}
