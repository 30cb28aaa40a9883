"use client";

import type { ConversationStatus } from "@cossistant/protocol";
import { CircleCheck, Code, Inbox, Keyboard, Plus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { usePart } from "../../lib/live/use-store.ts";
import { SignOutButton } from "../shell/sign-out-button.tsx";
import { ThemeSwitch } from "../shell/theme-switch.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { cx } from "../ui/cx.ts";
import { Mark } from "../ui/mark.tsx";
import { useDesk, useWorkplace } from "./desk-context.tsx";
import { PlaceLink } from "./place-link.tsx";
import type { Navigation } from "./use-place.ts";

type SidebarProps = { navigation: Navigation; onNavigate?: () => void; onHelp: () => void };

const ROW =
	"flex h-8 items-center gap-2.5 rounded-md px-2 text-muted text-sm transition-colors hover:bg-hover hover:text-ink " +
	"aria-[current]:bg-selected aria-[current]:font-medium aria-[current]:text-ink";

/** Views, websites, and everything that belongs to the person rather than to a conversation. */
export function Sidebar(props: SidebarProps) {
	const { workspace } = useWorkplace();
	return (
		<div className="flex h-full flex-col gap-6 p-3">
			<div className="flex h-8 items-center gap-2.5 px-1.5">
				<Mark className="size-6" />
				<TeamName />
			</div>
			<nav aria-label="Views" className="flex flex-col gap-0.5">
				<ViewLink
					{...props}
					view="open"
					label="Open"
					icon={<Inbox className="size-4" aria-hidden="true" />}
				/>
				<ViewLink
					{...props}
					view="resolved"
					label="Resolved"
					icon={<CircleCheck className="size-4" aria-hidden="true" />}
				/>
			</nav>
			<Websites />
			<div className="mt-auto flex flex-col gap-0.5">
				<InstallLink />
				<button type="button" className={ROW} onClick={props.onHelp}>
					<Keyboard className="size-4" aria-hidden="true" />
					Keyboard shortcuts
				</button>
				<div className="mt-3 flex items-center gap-2 border-t px-1 pt-3">
					<Avatar {...workspace.me} className="size-7 text-2xs" />
					<div className="min-w-0 flex-1 leading-tight">
						<p className="truncate font-medium text-ink text-xs">{workspace.me.name}</p>
						<p className="truncate text-2xs text-muted">{workspace.me.email}</p>
					</div>
				</div>
				<div className="mt-1 flex items-center justify-between">
					<ThemeSwitch />
					<SignOutButton />
				</div>
			</div>
		</div>
	);
}

function TeamName() {
	const { workspace, website } = useWorkplace();
	const team = workspace.organizations.find(({ id }) => id === website.organizationId);
	return (
		<span className="truncate font-semibold text-ink text-sm">{team?.name ?? "Cossistant"}</span>
	);
}

function ViewLink(
	props: SidebarProps & { view: ConversationStatus; label: string; icon: ReactNode },
) {
	const { inbox } = useDesk();
	const counts = usePart(inbox, (state) => state.counts);
	const { place, go } = props.navigation;
	const isCurrent = place.view === props.view;
	const isUnread = props.view === "open" && (counts?.unread ?? 0) > 0;
	return (
		<PlaceLink
			to={{ ...place, view: props.view, conversationId: null }}
			aria-current={isCurrent ? "page" : undefined}
			className={ROW}
			onGo={() => {
				go({ view: props.view, conversationId: null });
				props.onNavigate?.();
			}}
		>
			{props.icon}
			<span className="flex-1">{props.label}</span>
			{isUnread && (
				<>
					<span aria-hidden="true" className="size-1.5 rounded-full bg-accent" />
					<span className="sr-only">{counts?.unread} unread</span>
				</>
			)}
			<span className="min-w-6 text-right text-faint text-xs tabular-nums">
				{counts?.[props.view]}
			</span>
		</PlaceLink>
	);
}

function Websites() {
	const { workspace, website: current } = useWorkplace();
	return (
		<nav aria-label="Websites" className="flex flex-col gap-0.5">
			<p className="px-2 pb-1 font-medium text-2xs text-faint">Websites</p>
			{workspace.websites.map((website) => (
				<Link
					key={website.id}
					href={`/w/${website.id}/open`}
					prefetch={false}
					aria-current={website.id === current.id ? "true" : undefined}
					className={ROW}
				>
					<span
						aria-hidden="true"
						className="flex size-4 items-center justify-center rounded bg-selected font-semibold text-2xs text-muted uppercase"
					>
						{[...website.name][0]}
					</span>
					<span className="truncate">{website.name}</span>
				</Link>
			))}
			<Link href="/websites/new" prefetch={false} className={cx(ROW, "text-faint")}>
				<Plus className="size-4" aria-hidden="true" />
				Add a website
			</Link>
		</nav>
	);
}

function InstallLink() {
	const { website } = useWorkplace();
	return (
		<Link href={`/w/${website.id}/install`} prefetch={false} className={ROW}>
			<Code className="size-4" aria-hidden="true" />
			Install on {website.name}
		</Link>
	);
}
