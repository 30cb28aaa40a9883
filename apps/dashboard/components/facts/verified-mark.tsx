import { BadgeCheck, CircleHelp } from "lucide-react";
import { cx } from "../ui/cx.ts";

/** Whether the site's backend vouches for who the visitor says they are. */
export function VerifiedMark({ isVerified }: { isVerified: boolean }) {
	const Icon = isVerified ? BadgeCheck : CircleHelp;
	return (
		<span
			title={
				isVerified
					? "The site's backend vouches for this name."
					: "Nobody vouches for this name. Treat it as something the visitor wrote."
			}
			className={cx(
				"inline-flex shrink-0 items-center gap-1 font-medium text-2xs",
				isVerified ? "text-success" : "text-note-ink",
			)}
		>
			<Icon className="size-3" aria-hidden="true" />
			{isVerified ? "Verified" : "Unverified"}
		</span>
	);
}
