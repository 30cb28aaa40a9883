"use client";

import { useNow } from "../../lib/live/use-now.ts";
import { ago, clockOf, exactly } from "../../lib/text/time.ts";

type TimeProps = { moment: string; className?: string };

/** How long ago something was; exact on hover. */
export function Ago({ moment, className }: TimeProps) {
	const now = useNow();
	return (
		<time dateTime={moment} className={className} {...(now !== null && { title: exactly(moment) })}>
			{now === null ? "" : ago(moment, now)}
		</time>
	);
}

/** The time of day something was. */
export function Clock({ moment, className }: TimeProps) {
	const now = useNow();
	return (
		<time dateTime={moment} className={className} {...(now !== null && { title: exactly(moment) })}>
			{now === null ? "" : clockOf(moment)}
		</time>
	);
}
