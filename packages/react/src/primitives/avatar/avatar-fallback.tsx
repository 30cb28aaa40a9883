import { useEffect, useState } from "react";
import { type PartProps, part } from "../part.tsx";
import { useAvatar } from "./avatar-context.ts";
import { initialsOf } from "./initials.ts";

export type AvatarFallbackProps = PartProps<
	"span",
	{
		/** Its initials are shown, unless there are children. */
		name?: string | undefined;
		/** Waits so long for the picture. */
		delayMs?: number | undefined;
	}
>;

/** What stands for a picture that is not there: initials, or children. */
export const AvatarFallback = part("span", function AvatarFallback(props: AvatarFallbackProps) {
	const { name = "", delayMs = 0, children, ...rest } = props;
	const { status } = useAvatar("AvatarFallback");
	const [isDue, setDue] = useState(delayMs === 0);

	useEffect(() => {
		if (delayMs === 0) return;
		const timer = setTimeout(() => setDue(true), delayMs);
		return () => clearTimeout(timer);
	}, [delayMs]);

	if (status === "loaded" || !isDue) return null;
	// Initials are a picture of the name, which stands beside them.
	return { "aria-hidden": true, ...rest, children: children ?? initialsOf(name) };
});
