import { cx } from "./cx.ts";

/** A quiet shape where something will stand. */
export function Skeleton({ className }: { className: string }) {
	return (
		<span
			aria-hidden="true"
			className={cx("block animate-pulse-soft rounded bg-selected", className)}
		/>
	);
}
