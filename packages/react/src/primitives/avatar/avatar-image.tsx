import { useEffect } from "react";
import { type PartProps, part } from "../part.tsx";
import { useAvatar } from "./avatar-context.ts";

export type AvatarImageProps = PartProps<
	"img",
	{
		src?: string | null | undefined;
		/** What the picture shows; empty where the name stands beside it. */
		alt?: string | undefined;
	}
>;

/** The picture, once it has loaded. */
export const AvatarImage = part("img", function AvatarImage(props: AvatarImageProps) {
	const { src, alt = "", ...rest } = props;
	const { status, setStatus } = useAvatar("AvatarImage");

	useEffect(() => {
		if (!src) return setStatus("idle");
		const image = new Image();
		image.onload = () => setStatus("loaded");
		image.onerror = () => setStatus("error");
		image.src = src;
		// A picture the browser has already need not flash its fallback.
		setStatus(image.complete && image.naturalWidth > 0 ? "loaded" : "loading");
		return () => {
			image.onload = null;
			image.onerror = null;
		};
	}, [src, setStatus]);

	return src && status === "loaded" ? { ...rest, src, alt } : null;
});
