import { BadgeCheck, CircleHelp } from "lucide-react";

/** Whether the site's backend vouches for who the visitor says they are. */
export function VerifiedMark({ isVerified }: { isVerified: boolean }) {
	return isVerified ? (
		<span className="inline-flex shrink-0 items-center gap-1 rounded-full bg-success-soft px-1.5 py-0.5 font-medium text-2xs text-success">
			<BadgeCheck className="size-3" aria-hidden="true" />
			Verified
		</span>
	) : (
		<span
			title="Nobody vouches for this name. Treat it as what the visitor wrote."
			className="inline-flex shrink-0 items-center gap-1 rounded-full bg-note px-1.5 py-0.5 font-medium text-2xs text-note-ink"
		>
			<CircleHelp className="size-3" aria-hidden="true" />
			Unverified
		</span>
	);
}
