import { CircleAlert, CircleCheck, Info } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

type Tone = "danger" | "success" | "plain";

const TONES = {
	danger: { look: "border-danger/30 bg-danger-soft text-danger", Icon: CircleAlert },
	success: { look: "border-success/30 bg-success-soft text-success", Icon: CircleCheck },
	plain: { look: "border-line bg-hover text-muted", Icon: Info },
} as const;

/** A sentence that matters here and now; a problem is announced at once, the rest politely. */
export function Notice({ tone, children }: { tone: Tone; children: ReactNode }) {
	const { look, Icon } = TONES[tone];
	return (
		<div
			role={tone === "danger" ? "alert" : "status"}
			className={cx("flex gap-2.5 rounded-lg border px-3 py-2.5 text-sm", look)}
		>
			<Icon className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
			<div className="min-w-0">{children}</div>
		</div>
	);
}
