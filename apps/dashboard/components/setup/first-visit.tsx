"use client";

import { createWorld } from "@cossistant/core/parts";
import { Check } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { readProgress } from "../../lib/api/progress.ts";
import { createAgentRealtime } from "../../lib/live/agent-realtime.ts";
import { createFirstVisit, type Progress } from "../../lib/live/first-visit.ts";
import { useStore } from "../../lib/live/use-store.ts";
import { useConfig, useSupabase } from "../shell/config-provider.tsx";
import { buttonLook } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";

/** Whether the widget has called yet; turns live by itself. */
export function FirstVisit({ websiteId, start }: { websiteId: string; start: Progress }) {
	const progress = useProgress(websiteId, start);
	const isWaiting = progress.step === "waiting";
	const { title, text } = WORDS[progress.step];
	return (
		<section
			aria-label="First visit"
			className={cx(
				"flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border p-4 shadow-card transition-colors",
				isWaiting ? "bg-surface" : "border-success/40 bg-success-soft",
			)}
		>
			<span
				aria-hidden="true"
				className={cx(
					"flex size-9 shrink-0 items-center justify-center rounded-full",
					isWaiting ? "bg-hover" : "bg-success text-surface",
				)}
			>
				{isWaiting ? <Pulse /> : <Check className="size-4.5" />}
			</span>
			<div role="status" className="min-w-52 flex-1">
				<p className="font-medium text-ink text-sm">{title}</p>
				<p className="text-muted text-sm">{text}</p>
			</div>
			<Link
				href={inboxPath(websiteId, progress)}
				className={buttonLook({ variant: isWaiting ? "secondary" : "primary", size: "medium" })}
			>
				{isWaiting ? "Skip to the inbox" : "Open the inbox"}
			</Link>
		</section>
	);
}

const WORDS = {
	waiting: {
		title: "Waiting for the first visit",
		text: "Open your site with the widget in it. This changes by itself.",
	},
	visited: {
		title: "Your site has called",
		text: "The widget is in place. Write a message in it to see the inbox at work.",
	},
	written: { title: "The first message is here", text: "Answer it: your visitor is waiting." },
} as const;

function inboxPath(websiteId: string, progress: Progress): string {
	const inbox = `/w/${websiteId}/open`;
	return progress.step === "written" ? `${inbox}/${progress.conversationId}` : inbox;
}

function useProgress(websiteId: string, start: Progress): Progress {
	const config = useConfig();
	const client = useSupabase();
	const [store] = useState(() => {
		const world = createWorld({});
		const realtime = createAgentRealtime({ world, config, client });
		const lookUp = () => readProgress(client(), websiteId);
		return createFirstVisit({ world, realtime, websiteId, lookUp, start });
	});
	useEffect(() => store.start(), [store]);
	return useStore(store);
}

function Pulse() {
	return (
		<span className="relative flex size-2.5">
			<span className="absolute inset-0 animate-ping rounded-full bg-accent opacity-60" />
			<span className="size-2.5 rounded-full bg-accent" />
		</span>
	);
}
