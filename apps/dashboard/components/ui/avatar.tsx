import { hueOf, initialsOf } from "../../lib/text/people.ts";
import { cx } from "./cx.ts";

type AvatarProps = {
	/** Decides the hue. */
	id: string;
	name: string;
	image?: string | null;
	className?: string;
};

/** A face: the picture, or letters on a hue of their own. The name stands beside it, so it says nothing itself. */
export function Avatar({ id, name, image = null, className = "size-8 text-xs" }: AvatarProps) {
	const shape = cx(
		"flex shrink-0 select-none items-center justify-center rounded-full font-medium",
		className,
	);
	if (image?.startsWith("https://")) {
		return (
			<img
				src={image}
				alt=""
				loading="lazy"
				referrerPolicy="no-referrer"
				className={cx(shape, "bg-selected object-cover")}
			/>
		);
	}
	return (
		<span aria-hidden="true" data-hue={hueOf(id)} className={shape}>
			{initialsOf(name)}
		</span>
	);
}
