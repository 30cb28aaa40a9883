import { useMemo, useState } from "react";
import { type PartProps, part } from "../part.tsx";
import { provideInside } from "../provide-inside.ts";
import { AvatarContext, type AvatarImageStatus } from "./avatar-context.ts";

export type AvatarProps = PartProps<"span">;

/** Somebody's picture, or what stands for it. */
export const Avatar = part("span", function Avatar({ children, ...rest }: AvatarProps) {
	const [status, setStatus] = useState<AvatarImageStatus>("idle");
	const value = useMemo(() => ({ status, setStatus }), [status]);

	return {
		"data-status": status,
		...rest,
		children: provideInside(AvatarContext, value, { children, asChild: rest.asChild }),
	};
});
